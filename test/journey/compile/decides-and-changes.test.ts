// What steps that decide, repeat and change something become: the journey's JSON and its states side by side.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${…}` is what a deployment fills in.

import { describe, expect, test } from 'vitest';
import { compiledSteps, statesOf } from './compiled.ts';
import { RUN, retryAllBut } from './recurring.ts';

describe('a decision', () => {
  test('of a branch is made by a function, and a Choice goes by its answer', () => {
    const branch = {
      id: 'who',
      type: 'branch',
      cases: [{ when: { attribute: 'tier', eq: 'gold' }, steps: [{ id: 'vip', type: 'exit' }] }],
    };
    expect(statesOf(branch)).toMatchObject({
      who: {
        Type: 'Task',
        Arguments: {
          FunctionName: '${DecideStepFunction}',
          Payload: {
            step: {
              type: 'branch',
              id: 'who',
              cases: [{ when: { attribute: 'tier', eq: 'gold' }, steps: [] }],
            },
          },
        },
        Next: 'who (case)',
      },
      'who (case)': {
        Type: 'Choice',
        Choices: [{ Comment: 'tier is gold', Condition: '{% $states.input.case = 0 %}', Next: 'vip' }],
        Default: 'Done',
      },
      Done: { Type: 'Succeed' },
    });
  });

  test('of a split is a Choice alone, since the branch was drawn at entry; which one is noted', () => {
    const split = {
      id: 'offer',
      type: 'split',
      branches: [
        { name: 'ten', weight: 1, steps: [{ id: 'left', type: 'exit' }] },
        { name: 'none', weight: 3, steps: [] },
      ],
    };
    expect(statesOf(split)).toEqual({
      offer: {
        Type: 'Choice',
        Comment: 'Split ten 1 : none 3',
        Choices: [
          {
            Condition: "{% $states.context.Execution.Input.buckets.`offer` = 'ten' %}",
            Assign: { taken: "{% $merge([[$taken, {}][0], {'offer': 'ten'}]) %}" },
            Next: 'left',
          },
        ],
        Assign: { taken: "{% $merge([[$taken, {}][0], {'offer': 'none'}]) %}" },
        Default: 'Done',
      },
      left: { Type: 'Succeed', Comment: 'Leave the journey: exited', Output: { exited: 'exited' } },
      Done: { Type: 'Succeed', Comment: 'The end of the journey' },
    });
  });
});

describe('a repeat', () => {
  const tell = { id: 'tell', type: 'emit', event: 'told' };

  test('begins with its steps and counts its rounds after each, which name the visit of the steps', () => {
    const machine = compiledSteps({ id: 'thrice', type: 'repeat', times: 3, steps: [tell] });
    expect(machine.StartAt).toBe('tell');
    expect(machine.States).toMatchObject({
      tell: {
        Arguments: { Payload: { run: { visit: '{% [$round1, 1][0] %}' } } },
        Next: 'thrice',
      },
      thrice: {
        Type: 'Choice',
        Choices: [
          {
            Condition: '{% [$round1, 1][0] < 3 %}',
            Assign: { round1: '{% [$round1, 1][0] + 1 %}' },
            Next: 'tell',
          },
        ],
        Default: 'Done',
      },
    });
  });

  test('asks after each round whether until holds', () => {
    expect(
      statesOf({ id: 'thrice', type: 'repeat', times: 3, until: { event: 'heard' }, steps: [tell] }),
    ).toMatchObject({
      tell: { Next: 'thrice (until)' },
      'thrice (until)': { Type: 'Task', Next: 'thrice (met)' },
      'thrice (met)': {
        Choices: [{ Comment: 'heard', Condition: '{% $states.input.met %}', Next: 'Done' }],
        Default: 'thrice',
      },
    });
  });

  test('inside another starts its rounds again whenever it is left', () => {
    const inner = { id: 'inner', type: 'repeat', times: 2, until: { event: 'heard' }, steps: [tell] };
    expect(statesOf({ id: 'outer', type: 'repeat', times: 3, steps: [inner] })).toMatchObject({
      tell: {
        Arguments: {
          Payload: { run: { visit: "{% $string([$round1, 1][0]) & '.' & $string([$round2, 1][0]) %}" } },
        },
      },
      'inner (met)': { Choices: [{ Assign: { round2: 1 }, Next: 'outer' }] },
      inner: { Assign: { round2: 1 }, Default: 'outer' },
    });
  });
});

describe('an effect', () => {
  test('is one call: an update, an emitted event', () => {
    expect(
      statesOf(
        { id: 'rise', type: 'update', set: { tier: { ref: 'customer.nextTier' } }, add: { points: 100 } },
        { id: 'cheer', type: 'emit', event: 'tier.upgraded', properties: { tier: { ref: 'customer.tier' } } },
      ),
    ).toEqual({
      rise: {
        Type: 'Task',
        Comment: 'Change points, tier',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: {
          FunctionName: '${UpdateProfileFunction}',
          Payload: {
            run: RUN,
            step: {
              type: 'update',
              id: 'rise',
              set: { tier: { ref: 'customer.nextTier' } },
              add: { points: 100 },
            },
          },
        },
        Output: '{% $states.result.Payload %}',
        Retry: retryAllBut(),
        Next: 'cheer',
      },
      cheer: {
        Type: 'Task',
        Comment: 'Emit tier.upgraded',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: {
          FunctionName: '${EmitEventFunction}',
          Payload: {
            run: RUN,
            step: {
              type: 'emit',
              id: 'cheer',
              event: 'tier.upgraded',
              properties: { tier: { ref: 'customer.tier' } },
            },
          },
        },
        Output: '{% $states.result.Payload %}',
        Retry: retryAllBut(),
        End: true,
      },
    });
  });
});
