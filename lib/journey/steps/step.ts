// What every step type is: its schema, the states it compiles to, its decision, and a sentence about it.

import * as z from 'zod';
import type { Json } from '../../customer/json.ts';
import type { CompileContext } from '../compile/context.ts';
import type { Condition } from '../condition/condition.ts';
import type { Needs } from '../condition/needs.ts';
import type { Signal } from '../signal.ts';
import type { EventPattern } from '../where.ts';
import type { Decision } from './decision.ts';
import type { StepFacts } from './facts.ts';

/** Fields that every step may have. */
export const commonFields = {
  id: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
      'must be letters, digits, - and _, beginning with a letter or digit',
    )
    .max(60)
    .describe('The name of the step: unique in the journey; results and conditions refer to it.')
    .optional(),
  description: z.string().max(500).describe('What the step is for, in your own words.').optional(),
};

/** A step of any type, seen from outside its own file. */
export type Step = { type: string; id?: string | undefined; description?: string | undefined };

export const StepListSchema: z.ZodType<Step[]> = z.lazy(() => stepList.schema);

/** Filled by the registry, which imports every step type: so a step may hold steps without importing them. */
export const stepList: { schema: z.ZodType<Step[]> } = { schema: z.never() };

/** A list of steps inside a step, and the field that holds it. */
export type Nested = { path: (string | number)[]; steps: Step[] };

export type StepDefinition<S extends Step> = {
  schema: z.ZodType<S>;
  /** Adds the step's states and returns the name of the first; `next` is the state after it, undefined at the journey's end. */
  compile(step: S, context: CompileContext, next: string | undefined): string;
  /** What the step does for this customer now. Absent where the machine decides alone. */
  decide?(step: S, facts: StepFacts): Decision;
  /** The facts that `decide` needs beyond the customer and the run. */
  needs?(step: S): Needs;
  /** A sentence in plain English, for comments and listings. */
  describe(step: S): string;
  /** The lists of steps inside this one, in reading order. */
  nested?(step: S): Nested[];
  /** The conditions that the step decides by, and the fields that hold them. */
  conditions?(step: S): { path: (string | number)[]; condition: Condition }[];
  /** The events that the step waits for, and the fields that hold them. */
  listensTo?(step: S): { path: (string | number)[]; pattern: EventPattern }[];
  /** What the step makes happen that journeys may hear. */
  emits?(step: S): Signal[];
};

/** What a step's handler is told by the machine. */
export type StepOutcome = { [name: string]: Json };
