// `start`: the customer enters another journey, as far as its audience and re-entry allow. One link deeper, like `emit`.

import * as z from 'zod';
import { isObject } from '../../customer/json.ts';
import { goOn } from '../compile/context.ts';
import { keptStep } from '../compile/literal.ts';
import { callFunction } from '../compile/task.ts';
import { commonFields, type StepDefinition } from './step.ts';

export const StartSchema = z.strictObject({
  type: z.literal('start'),
  ...commonFields,
  journey: z
    .string()
    .min(1)
    .max(40)
    .describe('The id of the journey to enter; its audience and re-entry apply, its trigger does not.'),
});

export type Start = z.infer<typeof StartSchema>;

export const start: StepDefinition<Start> = {
  schema: StartSchema,

  compile(step, context, next) {
    const name = context.id(step);
    context.add(name, {
      Comment: context.comment(step),
      ...callFunction('emitEvent', { run: context.run, step: keptStep(step, name) }),
      ...goOn(next),
    });
    return name;
  },

  decide(step, { refs }) {
    return {
      outcome: {},
      reason: `starts ${step.journey}`,
      effects: [
        { type: 'start', journey: step.journey, trigger: isObject(refs.trigger) ? refs.trigger : {} },
      ],
      detail: { journey: step.journey },
    };
  },

  emits: (step) => [{ starts: step.journey }],

  describe: (step) => `Start ${step.journey}`,
};
