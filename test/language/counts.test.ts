// The counts: entered = active + completed + exited + failed; those held out apart.

import { expect, test } from 'vitest';
import { say } from './journeys.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

test('every run is counted once, by what became of it', async () => {
  const { counts } = await season({
    journeys: [
      {
        exit: [{ event: 'left', outcome: 'left' }],
        steps: [
          {
            type: 'branch',
            cases: [
              { when: { trigger: 'kind', eq: 'done' }, steps: [] },
              {
                when: { trigger: 'kind', eq: 'leaves' },
                steps: [{ type: 'exit', outcome: 'had-enough' }],
              },
            ],
            else: [{ type: 'wait', for: 'P9D' }],
          },
        ],
      },
    ],
    events: [
      on('03-01', 'start', { kind: 'done' }, 'a'),
      on('03-01', 'start', { kind: 'done' }, 'b'),
      on('03-01', 'start', { kind: 'leaves' }, 'c'),
      on('03-01', 'start', { kind: 'waits' }, 'd'),
      on('03-01', 'start', { kind: 'waits' }, 'e'),
      on('03-02', 'left', {}, 'e'),
    ],
    until: '03-05',
  });
  expect(counts()).toEqual({
    entered: 5,
    active: 1,
    completed: 2,
    exited: 2,
    outcomes: { 'had-enough': 1, left: 1 },
    converted: 0,
    heldOut: 0,
    heldOutConverted: 0,
    failed: 0,
    splits: {},
  });
});

test('the clock stops at the moment that was said, inclusive, and later input is ignored', async () => {
  const { sent, report } = await season({
    journeys: [{ reentry: 'always', steps: [{ type: 'wait', for: 'P1D' }, say('hello')] }],
    events: [on('03-01', 'start'), on('03-02', 'start'), on('03-02 00:00:01', 'start')],
    until: '03-02',
  });
  expect(sent()).toEqual(['03-02 hello']);
  expect(report.events).toBe(2);
});

test('without such a moment, it runs on until nothing is due', async () => {
  const { sent, counts } = await season({
    journeys: [{ steps: [{ type: 'wait', for: 'P300D' }, say('hello')] }],
    events: [on('03-01', 'start')],
  });
  expect(sent()).toEqual(['12-26 hello']);
  expect(counts().active).toBe(0);
});

test('emitted events are no input', async () => {
  const { report } = await season({
    journeys: [{ steps: [{ type: 'emit', event: 'badge.earned' }] }],
    events: [on('03-01', 'start')],
  });
  expect(report.events).toBe(1);
});

test('a season replayed twice is the same', async () => {
  const plan = {
    journeys: [{ id: 'j', steps: [say('hello'), { type: 'wait', for: 'P1D' }, say('more')] }],
    events: ['ann', 'bob', 'cid'].map((name) => on('03-01', 'start', {}, name)),
  };
  const [first, second] = [await season(plan), await season(plan)];
  expect(second.messages).toEqual(first.messages);
  expect(second.report).toEqual(first.report);
});

test('a run that still goes on counts for the branch that it took', async () => {
  const { counts } = await season({
    journeys: [
      {
        steps: [
          {
            type: 'split',
            id: 'offer',
            branches: [
              { name: 'all', weight: 1_000_000, steps: [] },
              { name: 'hardly-any', weight: 0.000_001, steps: [] },
            ],
          },
          { type: 'wait', for: 'P9D' },
        ],
      },
    ],
    events: [on('03-01', 'start')],
    until: '03-05',
  });
  expect(counts()).toMatchObject({ active: 1, splits: { offer: { all: { entered: 1, converted: 0 } } } });
});
