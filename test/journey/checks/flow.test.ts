import { describe, expect, test } from 'vitest';
import { emit, order, sayOfSteps } from './say.ts';

const exit = { type: 'exit' };
const vip = { attribute: 'vip', eq: true };
const loud = { attribute: 'loud', eq: true };

describe('ids', () => {
  test('two steps may not have the same id', () => {
    expect(sayOfSteps({ ...emit, id: 'thanks' }, { ...order, else: [{ ...emit, id: 'thanks' }] })).toEqual([
      'steps[1].else[0].id: "thanks" is also the id of steps[0]; give each step an id of its own',
    ]);
  });

  test('no step may be called like the end of the machine', () => {
    expect(sayOfSteps({ ...emit, id: 'Done' })).toEqual([
      'steps[0].id: "Done" is what the end of every journey is called; choose another id',
    ]);
  });

  test('different ids are fine, also with names that steps without an id would get', () => {
    expect(sayOfSteps({ ...emit, id: 'emit-2' }, emit, { ...emit, id: 'thanks' })).toEqual([]);
  });
});

describe('steps that nobody can come to', () => {
  const lost = 'can never be reached: every way to it leaves the journey before';

  test('what follows an exit, once for all that is lost', () => {
    expect(sayOfSteps(exit, emit, emit)).toEqual([`steps[1]: ${lost}`]);
  });

  test('what follows a branch of which every way leaves', () => {
    const branch = { type: 'branch', cases: [{ when: vip, steps: [exit] }], else: [exit] };
    expect(sayOfSteps(branch, emit)).toEqual([`steps[1]: ${lost}`]);
  });

  test('what follows a wait that leaves with the event and without it', () => {
    // biome-ignore lint/suspicious/noThenProperty: `then` is a field of the language.
    expect(sayOfSteps({ ...order, then: [exit], else: [exit] }, emit)).toEqual([`steps[1]: ${lost}`]);
  });

  test('what follows a split that leaves everywhere', () => {
    const branches = [
      { name: 'a', weight: 1, steps: [exit] },
      { name: 'b', weight: 1, steps: [exit] },
    ];
    expect(sayOfSteps({ id: 'test', type: 'split', branches }, emit)).toEqual([`steps[1]: ${lost}`]);
  });

  test('what follows a loop whose round always leaves', () => {
    expect(sayOfSteps({ type: 'repeat', times: 3, steps: [emit, exit] }, emit)).toEqual([
      `steps[1]: ${lost}`,
    ]);
  });

  test('a branch without else lets the others go on', () => {
    expect(sayOfSteps({ type: 'branch', cases: [{ when: vip, steps: [exit] }] }, emit)).toEqual([]);
  });

  test('an exit in the else of a wait leaves the way with the event', () => {
    expect(
      sayOfSteps({ ...order, else: [exit] }, { type: 'repeat', times: 2, steps: [order] }, emit),
    ).toEqual([]);
  });
});

describe('cases that are never taken', () => {
  const branch = (...whens: object[]) => ({
    type: 'branch',
    cases: whens.map((when) => ({ when, steps: [emit] })),
  });

  test('because an earlier one holds whenever this one does', () => {
    expect(sayOfSteps(branch({ attribute: 'age', gt: 18 }, vip, { attribute: 'age', gt: 65 }))).toEqual([
      'steps[0].cases[2]: is never taken: a case before it holds whenever this one does',
    ]);
    expect(sayOfSteps(branch({ attribute: 'age', gt: 65 }, vip, { attribute: 'age', gt: 18 }))).toEqual([]);
  });

  test('an else behind cases of which one always holds', () => {
    expect(sayOfSteps({ ...branch(vip, { not: vip }), else: [emit] })).toEqual([
      'steps[0].else: is never taken: one of the cases always holds',
    ]);
    expect(sayOfSteps({ ...branch(vip, loud), else: [emit] })).toEqual([]);
  });
});
