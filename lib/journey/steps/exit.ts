// `exit`: the end of this run, from any depth.

import * as z from 'zod';
import { commonFields, type StepDefinition } from './step.ts';

const schema = z.strictObject({
  type: z.literal('exit'),
  ...commonFields,
  outcome: z
    .string()
    .min(1)
    .max(80)
    .describe('How the journey ended, as reports count it.')
    .default('exited'),
});

type Exit = z.infer<typeof schema>;

export const exit: StepDefinition<Exit> = {
  schema,
  compile(step, context) {
    const name = context.id(step);
    context.add(name, { Type: 'Succeed', Comment: context.comment(step), Output: { exited: step.outcome } });
    return name;
  },
  describe: (step) => `Leave the journey: ${step.outcome}`,
};
