// `repeat`: a bounded loop. `until` is tested after each round by a function; then one Choice counts the rounds.

import * as z from 'zod';
import { conditionInWords } from '../compile/condition-in-words.ts';
import { literal } from '../compile/literal.ts';
import { callFunction } from '../compile/task.ts';
import { roundOf } from '../compile/variables.ts';
import { ConditionSchema } from '../condition/condition.ts';
import { holds } from '../condition/evaluate.ts';
import { conditionNeeds, nothingNeeded } from '../condition/needs.ts';
import { commonFields, type StepDefinition, StepListSchema } from './step.ts';

export const RepeatSchema = z.strictObject({
  type: z.literal('repeat'),
  ...commonFields,
  times: z.int().min(1).max(10_000).describe('How many rounds, at most.'),
  until: ConditionSchema.describe(
    'Tested after each round: when it holds, no further one follows.',
  ).optional(),
  steps: StepListSchema.describe('The steps of each round.'),
});

export type Repeat = z.infer<typeof RepeatSchema>;

export const repeat: StepDefinition<Repeat> = {
  schema: RepeatSchema,

  compile(step, context, next) {
    const name = context.id(step);
    const untilName = `${name} (until)`;
    const metName = `${name} (met)`;
    const after = next ?? context.done();
    const { body, round } = context.enterRepeat(step);
    // A repeat inside another begins again at its first round each time; one on its own is left only once.
    const reset = context.repeated ? { Assign: { [round]: 1 } } : {};
    const again = {
      Condition: `{% ${roundOf(round)} < ${step.times} %}`,
      Assign: { [round]: `{% ${roundOf(round)} + 1 %}` },
      Next: name,
    };
    context.add(
      name,
      { Type: 'Choice', Comment: context.comment(step), Choices: [again], ...reset, Default: after },
      { variable: round, times: step.times },
    );
    if (step.until) {
      const until = conditionInWords(step.until);
      context.add(
        metName,
        {
          Type: 'Choice',
          Choices: [{ Comment: until, Condition: '{% $states.input.met %}', ...reset, Next: after }],
          Default: name,
        },
        { step: name, ways: [until, 'not yet'] },
      );
      context.add(untilName, {
        Comment: 'Whether that was the last round',
        ...callFunction('decideStep', {
          run: body.run,
          step: literal({ type: step.type, id: name, times: step.times, until: step.until, steps: [] }),
        }),
        Next: metName,
      });
    }
    const entry = body.steps(step.steps, step.until ? untilName : name);
    again.Next = entry ?? name;
    return entry ?? name;
  },

  needs: (step) => (step.until ? conditionNeeds(step.until) : nothingNeeded),

  decide(step, facts) {
    const { until } = step;
    const met = until !== undefined && holds(until, facts);
    return {
      outcome: { met },
      reason: met ? `stops repeating: ${conditionInWords(until)}` : 'repeats: until does not hold yet',
      effects: [],
    };
  },

  nested: (step) => [{ path: ['steps'], steps: step.steps }],

  conditions: (step) => (step.until ? [{ path: ['until'], condition: step.until }] : []),

  describe: (step) => `Repeat up to ${step.times} time${step.times === 1 ? '' : 's'}`,
};
