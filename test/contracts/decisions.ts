// What every store of decisions does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Decisions } from '../../lib/ports.ts';
import { aDecision, type Closing, noon, tenAtOnce } from './examples.ts';

type Opened = { decisions: Decisions } & Closing;

export function decisionsContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let decisions: Decisions;

  beforeEach(async () => {
    store = await make();
    ({ decisions } = store);
  });
  afterEach(() => store.close());

  test('a decision is told as it was made', async () => {
    const refusal = aDecision({ kind: 'entry', runId: null, stepId: null, visit: null, detail: null });
    await decisions.add('refusal', refusal);
    await decisions.add('message', aDecision());

    expect(await decisions.of('ana')).toEqual([refusal, aDecision()]);
    expect(await decisions.of('ben')).toEqual([]);
  });

  test('a decision made again under its key keeps its first reason', async () => {
    await decisions.add('message', aDecision());
    await decisions.add('message', aDecision({ reason: 'something else' }));

    expect(await decisions.of('ana')).toEqual([aDecision()]);
  });

  test('two customers may have decisions under the same key', async () => {
    await decisions.add('message', aDecision());
    await decisions.add('message', aDecision({ customerId: 'ben' }));

    expect(await decisions.of('ben')).toEqual([aDecision({ customerId: 'ben' })]);
  });

  test('decisions are told in the order in which they were made, not by their time or key', async () => {
    await decisions.add('b', aDecision({ reason: 'first', at: noon + 2 }));
    await decisions.add('a', aDecision({ reason: 'second', at: noon + 1 }));
    await decisions.add('c', aDecision({ reason: 'third', at: noon }));

    expect((await decisions.of('ana')).map(({ reason }) => reason)).toEqual(['first', 'second', 'third']);
  });

  test('those of one journey can be asked for', async () => {
    await decisions.add('a', aDecision());
    await decisions.add('b', aDecision({ journeyId: 'welcome' }));

    expect(await decisions.of('ana', 'welcome')).toEqual([aDecision({ journeyId: 'welcome' })]);
    expect(await decisions.of('ana', 'win-back')).toEqual([]);
  });

  test('of ten decisions at once under one key one is kept', async () => {
    await tenAtOnce((nth) => decisions.add('message', aDecision({ reason: `reason ${nth}` })));
    expect(await decisions.of('ana')).toHaveLength(1);
  });
}
