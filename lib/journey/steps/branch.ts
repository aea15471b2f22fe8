// `branch`: the first case whose condition holds. A function decides, a Choice switches on its answer.

import * as z from 'zod';
import { conditionInWords } from '../compile/condition-in-words.ts';
import { literal } from '../compile/literal.ts';
import { callFunction } from '../compile/task.ts';
import { ConditionSchema } from '../condition/condition.ts';
import { holds } from '../condition/evaluate.ts';
import { combineNeeds, conditionNeeds } from '../condition/needs.ts';
import { commonFields, type StepDefinition, StepListSchema } from './step.ts';

export const BranchSchema = z.strictObject({
  type: z.literal('branch'),
  ...commonFields,
  cases: z
    .array(z.strictObject({ when: ConditionSchema, steps: StepListSchema }))
    .min(1)
    .describe('The first case whose condition holds is taken.'),
  else: StepListSchema.describe('The steps when no case holds.').optional(),
});

export type Branch = z.infer<typeof BranchSchema>;

export const branch: StepDefinition<Branch> = {
  schema: BranchSchema,

  compile(step, context, next) {
    const name = context.id(step);
    const choiceName = `${name} (case)`;
    const otherwise = context.steps(step.else ?? [], next) ?? context.done();
    const entries = context.alternatives(step.cases, next);
    const cases = step.cases.map((one) => conditionInWords(one.when));
    const choices = entries.map((entry, i) => ({
      Comment: cases[i] ?? '',
      Condition: `{% $states.input.case = ${i} %}`,
      Next: entry,
    }));
    context.add(
      choiceName,
      { Type: 'Choice', Comment: 'The first case that holds', Choices: choices, Default: otherwise },
      { step: name, ways: [...cases, 'otherwise'] },
    );
    context.add(name, {
      Comment: context.comment(step),
      ...callFunction('decideStep', {
        run: context.run,
        step: literal({
          type: step.type,
          id: name,
          cases: step.cases.map(({ when }) => ({ when, steps: [] })),
        }),
      }),
      Next: choiceName,
    });
    return name;
  },

  needs: (step) => combineNeeds(step.cases.map((one) => conditionNeeds(one.when))),

  decide(step, facts) {
    const taken = step.cases.findIndex((one) => holds(one.when, facts));
    const when = step.cases[taken]?.when;
    const reason = when
      ? `case ${taken + 1} holds: ${conditionInWords(when)}`
      : `none of the ${step.cases.length} cases holds`;
    return { outcome: { case: taken }, reason, effects: [] };
  },

  nested: (step) => [
    ...step.cases.map((one, i) => ({ path: ['cases', i, 'steps'], steps: one.steps })),
    ...(step.else ? [{ path: ['else'], steps: step.else }] : []),
  ],

  conditions: (step) => step.cases.map((one, i) => ({ path: ['cases', i, 'when'], condition: one.when })),

  describe: (step) => `Branch over ${step.cases.length} case${step.cases.length === 1 ? '' : 's'}`,
};
