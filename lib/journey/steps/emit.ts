// `emit`: a new behaviour event of this customer, one link deeper than the event that started the run.

import * as z from 'zod';
import { isObject } from '../../customer/json.ts';
import { goOn } from '../compile/context.ts';
import { keptStep } from '../compile/literal.ts';
import { callFunction } from '../compile/task.ts';
import { referenceNeeds } from '../condition/needs.ts';
import { ReferenceSchema, resolveValue } from '../reference.ts';
import { commonFields, type StepDefinition } from './step.ts';

export const EmitSchema = z.strictObject({
  type: z.literal('emit'),
  ...commonFields,
  event: z
    .string()
    .min(1)
    .max(128)
    .regex(/^(?!milepost\.)/, 'must not begin with "milepost.", by which Milepost itself speaks')
    .describe('The type of the new event.'),
  properties: z
    .record(z.string().min(1), z.union([ReferenceSchema, z.json()]))
    .describe('Its properties: values, or references such as { "ref": "trigger.orderId" }.')
    .optional(),
});

export type Emit = z.infer<typeof EmitSchema>;

export const emit: StepDefinition<Emit> = {
  schema: EmitSchema,

  compile(step, context, next) {
    const name = context.id(step);
    context.add(name, {
      Comment: context.comment(step),
      ...callFunction('emitEvent', { run: context.run, step: keptStep(step, name) }),
      ...goOn(next),
    });
    return name;
  },

  needs: (step) => referenceNeeds(step.properties ?? {}),

  decide(step, facts) {
    const properties = resolveValue(step.properties ?? {}, facts.refs);
    return {
      outcome: {},
      reason: `emits ${step.event}`,
      effects: [{ type: 'emit', event: step.event, properties: isObject(properties) ? properties : {} }],
    };
  },

  emits: (step) => [{ event: step.event, properties: step.properties ?? {} }],

  describe: (step) => `Emit ${step.event}`,
};
