// The registry of step types: a new one is its file and one line here.

import * as z from 'zod';
import { branch } from './branch.ts';
import { emit } from './emit.ts';
import { exit } from './exit.ts';
import { message } from './message.ts';
import { repeat } from './repeat.ts';
import { split } from './split.ts';
import { start } from './start.ts';
import { type Step, type StepDefinition, stepList } from './step.ts';
import { update } from './update.ts';
import { wait } from './wait.ts';
import { waitFor } from './wait-for.ts';
import { webhook } from './webhook.ts';

export const steps = { message, wait, waitFor, branch, split, repeat, update, emit, webhook, start, exit };

export type StepType = keyof typeof steps;
export const stepTypes = Object.keys(steps) as StepType[];

/** A step of one of the registered types, whose fields are known by its `type`. */
export type KnownStep = { [type in StepType]: z.output<(typeof steps)[type]['schema']> }[StepType];

/** The schema of one step of any type. */
export const StepSchema: z.ZodType<KnownStep> = z
  .union(Object.values(steps).map((definition) => definition.schema as z.ZodType<KnownStep>))
  .meta({ id: 'step', description: 'One step; its type says what it does.' });

stepList.schema = z.array(StepSchema);

/** The definition of a step's type. A step that was parsed has one. */
export function definitionOf(step: Step): StepDefinition<Step> {
  if (!Object.hasOwn(steps, step.type)) throw new Error(`no step type "${step.type}" is registered`);
  // The registry pairs each type with its own definition, which the compiler cannot see through the key.
  return steps[step.type as StepType] as StepDefinition<Step>;
}

/** The schema of a step type; undefined for a type that is not registered. */
export function schemaOf(type: string): z.ZodType<KnownStep> | undefined {
  return Object.hasOwn(steps, type) ? steps[type as StepType].schema : undefined;
}

/** The step with its fields. A step that was parsed is of a registered type. */
export function asKnown(step: Step): KnownStep {
  definitionOf(step);
  // Only the registry's schemas make steps, so one of a registered type has that type's fields.
  return step as KnownStep;
}
