// What `milepost compile --cost` tells: each way through a journey, in words, and what it costs.

import { describe, expect, test } from 'vitest';
import { costPaths } from '../../../lib/journey/compile/cost.ts';
import { driveAlong } from './by-turns.ts';
import { compiled, compiledSteps, ourJourney, ourJourneys } from './compiled.ts';
import { drive, outcomeOf } from './driven.ts';

const hello = { type: 'message', channel: 'email', template: 'shop/hello' };
const isGold = { attribute: 'tier', eq: 'gold' };
const ifGold = { type: 'branch', id: 'vip', cases: [{ when: isGold, steps: [hello] }] };
const repeat = (times: number, ...steps: object[]) => ({ type: 'repeat', id: 'ask', times, steps });

/** Transitions, outcome and words of each way. */
const told = (machine: Parameters<typeof costPaths>[0]) =>
  costPaths(machine).paths.map(({ transitions, outcome, path }) => [transitions, outcome, path]);

describe('the ways through our journeys', () => {
  test('welcome costs the same with an incentive and without', () => {
    expect(told(compiled(ourJourney('welcome')))).toEqual([
      [9, 'completed', 'still-no-order: otherwise'],
      [9, 'completed', 'still-no-order: no order.placed'],
    ]);
  });

  test('follow-up is over sooner when the order does not arrive', () => {
    expect(told(compiled(ourJourney('follow-up')))).toEqual([
      [3, 'late', 'delivery: no order.delivered within P5D'],
      [4, 'completed', 'delivery: order.delivered'],
    ]);
  });

  test('tier-sprint costs three more for each order', () => {
    const machine = compiled(ourJourney('tier-sprint'));
    expect(told(machine)).toEqual([
      [4, 'missed', 'next-order: no order.placed within P30D of entry'],
      [7, 'missed', 'next-order: order.placed, no order.placed within P30D of entry'],
      [10, 'missed', 'next-order: 2× order.placed, no order.placed within P30D of entry'],
      [13, 'completed', 'next-order: 3× order.placed'],
    ]);
    expect(costPaths(machine)).toMatchObject({ least: 4, most: 13, cut: false });
  });

  test.each(ourJourneys)('%s spends on each way what is said', async (id) => {
    const machine = compiled(ourJourney(id));
    for (const path of costPaths(machine).paths) {
      const run = await driveAlong(machine, path);
      expect({ ...path, transitions: run.transitions, outcome: outcomeOf(run) }).toEqual(path);
    }
  });
});

describe('the words for a way', () => {
  test('without a decision it goes straight through', () => {
    expect(told(compiledSteps(hello, hello))).toEqual([[2, 'completed', 'straight through']]);
  });

  test('name the branch of a split, and the decisions in their order', () => {
    const offer = [
      { name: 'ten percent', weight: 1, steps: [{ type: 'exit', outcome: 'offered' }] },
      { name: 'nothing', weight: 1, steps: [] },
    ];
    expect(told(compiledSteps({ type: 'split', id: 'offer', branches: offer }, ifGold, hello))).toEqual([
      [2, 'offered', 'offer: ten percent'],
      [4, 'completed', 'offer: nothing → vip: otherwise'],
      [5, 'completed', 'offer: nothing → vip: tier is gold'],
    ]);
  });

  test('say after how many rounds until held', () => {
    expect(told(compiledSteps({ ...repeat(3, hello), until: { event: 'order.placed' } }, hello))).toEqual([
      [4, 'completed', 'ask: order.placed'],
      [8, 'completed', 'ask: not yet, order.placed'],
      [12, 'completed', 'ask: 2× not yet, order.placed'],
      [13, 'completed', 'ask: 3× not yet'],
    ]);
  });

  test('leave out what is rare: a message held back, or one that ends the run since it failed', () => {
    expect(told(compiledSteps({ ...hello, onFailure: 'exit' }))).toEqual([
      [1, 'completed', 'straight through'],
    ]);
  });
});

describe('many ways', () => {
  test('through the rounds of a repeat are told by how often, not in which order', () => {
    expect(told(compiledSteps(repeat(3, ifGold), hello))).toEqual([
      [10, 'completed', 'vip: 3× otherwise'],
      [11, 'completed', 'vip: tier is gold, 2× otherwise'],
      [12, 'completed', 'vip: 2× tier is gold, otherwise'],
      [13, 'completed', 'vip: 3× tier is gold'],
    ]);
  });

  test('through a hundred rounds are told by the cheapest and the dearest', () => {
    const machine = compiledSteps(repeat(100, ifGold), hello);
    expect(told(machine)).toEqual([
      [301, 'completed', 'vip: otherwise'],
      [302, 'completed', 'vip: tier is gold, otherwise (the cheapest of such ways)'],
      [400, 'completed', 'vip: tier is gold, otherwise (the dearest of such ways)'],
      [401, 'completed', 'vip: tier is gold'],
    ]);
    expect(costPaths(machine)).toMatchObject({ least: 301, most: 401, cut: true });
  });

  test('through twenty branches are told by how they end', () => {
    const branches = Array.from({ length: 20 }, (_, i) => ({ ...ifGold, id: `vip-${i}` }));
    expect(told(compiledSteps(...branches, hello))).toEqual([
      [41, 'completed', 'the cheapest way'],
      [61, 'completed', 'the dearest way'],
    ]);
  });

  test('a split within a repeat takes the same branch in each round', () => {
    const offer = ['a', 'b'].map((name) => ({ name, weight: 1, steps: name === 'a' ? [hello] : [] }));
    expect(told(compiledSteps(repeat(3, { type: 'split', id: 'offer', branches: offer }), hello))).toEqual([
      [7, 'completed', 'offer: 3× b'],
      [10, 'completed', 'offer: 3× a'],
    ]);
  });

  test('of loops that no run could finish are refused', () => {
    const endless = repeat(10_000, { ...repeat(10_000, ifGold), id: 'again' });
    expect(() => costPaths(compiledSteps(endless))).toThrow('too many rounds to cost');
  });
});

test('a machine that was read from its text has no words for its ways', async () => {
  const machine = compiledSteps(hello);
  const read: typeof machine = JSON.parse(JSON.stringify(machine));
  expect(await drive(read)).toMatchObject({ transitions: 1 });
  expect(() => costPaths(read)).toThrow('this machine was read, not compiled');
});
