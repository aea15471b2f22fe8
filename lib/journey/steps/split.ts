// `split`: shares of customers by hash. The branch is drawn when the run starts and carried as input: one Choice.

import * as z from 'zod';
import { commonFields, type StepDefinition, StepListSchema } from './step.ts';

export const SplitSchema = z.strictObject({
  type: z.literal('split'),
  ...commonFields,
  id: commonFields.id.unwrap(),
  branches: z
    .array(
      z.strictObject({
        name: z
          .string()
          .regex(
            /^[A-Za-z0-9][A-Za-z0-9 _-]*$/,
            'must be letters, digits, spaces, - and _, beginning with a letter or digit',
          )
          .max(60),
        weight: z
          .number()
          .positive()
          .max(1_000_000)
          .describe('The share of this branch, relative to the others.'),
        steps: StepListSchema,
      }),
    )
    .min(2)
    .refine((branches) => new Set(branches.map((one) => one.name)).size === branches.length, {
      error: 'gives two branches the same name',
    })
    .describe('Shares of the customers; the same customer always falls into the same branch.'),
});

export type Split = z.infer<typeof SplitSchema>;

export const split: StepDefinition<Split> = {
  schema: SplitSchema,

  compile(step, context, next) {
    const entries = context.alternatives(step.branches, next);
    const choices = step.branches.map((one, i) => ({
      Condition: `{% $states.context.Execution.Input.buckets.\`${step.id}\` = '${one.name}' %}`,
      Assign: { taken: `{% $merge([[$taken, {}][0], {'${step.id}': '${one.name}'}]) %}` },
      Next: entries[i] ?? context.done(),
    }));
    const last = choices.pop();
    if (!last) throw new Error(`split "${step.id}" has no branches`);
    context.add(
      step.id,
      {
        Type: 'Choice',
        Comment: context.comment(step),
        Choices: choices,
        Assign: last.Assign,
        Default: last.Next,
      },
      { step: step.id, ways: step.branches.map((one) => one.name), sticky: context.repeated },
    );
    return step.id;
  },

  nested: (step) => step.branches.map((one, i) => ({ path: ['branches', i, 'steps'], steps: one.steps })),

  describe: (step) => `Split ${step.branches.map((one) => `${one.name} ${one.weight}`).join(' : ')}`,
};
