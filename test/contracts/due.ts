// What every due index does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DueIndex, DueItem } from '../../lib/ports.ts';
import { type Closing, minute, noon } from './examples.ts';

type Opened = { due: DueIndex } & Closing;

const birthday: DueItem = {
  kind: 'trigger',
  id: 'birthday',
  customerId: 'ana',
  at: noon,
  rule: 'the birthday',
};

export function dueContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let due: DueIndex;

  beforeEach(async () => {
    store = await make();
    ({ due } = store);
  });
  afterEach(() => store.close());

  const dueAt = async (now: number, atMost = 10) =>
    (await due.due(now, atMost)).map(({ id, customerId }) => `${id} ${customerId}`);

  test('what is planned is due from its moment on, and not a millisecond before', async () => {
    await due.plan(birthday);

    expect(await due.due(noon - 1, 10)).toEqual([]);
    expect(await due.due(noon, 10)).toEqual([birthday]);
    expect(await due.due(noon + minute, 10)).toEqual([birthday]);
  });

  test('a subject has one moment: a new plan takes the place of the old one', async () => {
    await due.plan(birthday);
    await due.plan({ ...birthday, at: noon + minute, rule: 'another day' });

    expect(await due.due(noon, 10)).toEqual([]);
    expect(await due.planned(birthday)).toEqual({ ...birthday, at: noon + minute, rule: 'another day' });
  });

  test('customers, journeys and kinds are planned apart', async () => {
    await due.plan(birthday);
    await due.plan({ ...birthday, customerId: 'ben' });
    await due.plan({ ...birthday, id: 'renewal' });
    await due.plan({ ...birthday, kind: 'segment' });
    await due.drop(birthday);

    expect(await due.planned(birthday)).toBeUndefined();
    expect(await dueAt(noon)).toEqual(['birthday ana', 'birthday ben', 'renewal ana']);
  });

  test('what is for everyone has no customer', async () => {
    await due.plan({ ...birthday, id: 'newsletter', customerId: '' });

    expect(await due.due(noon, 10)).toEqual([{ ...birthday, id: 'newsletter', customerId: '' }]);
  });

  test('what is due comes in order of time, then of kind, id and customer, and no more than asked for', async () => {
    await due.plan({ ...birthday, customerId: 'cem', at: noon });
    await due.plan({ ...birthday, customerId: 'ben', at: noon });
    await due.plan({ ...birthday, customerId: 'ana', at: noon - minute });
    await due.plan({ ...birthday, kind: 'segment', id: 'new', customerId: 'dan', at: noon });

    expect(await dueAt(noon)).toEqual(['birthday ana', 'new dan', 'birthday ben', 'birthday cem']);
    expect(await dueAt(noon, 2)).toEqual(['birthday ana', 'new dan']);
  });

  test('what was taken up is gone', async () => {
    await due.plan(birthday);
    await due.settle(birthday);

    expect(await due.due(noon, 10)).toEqual([]);
    expect(await due.planned(birthday)).toBeUndefined();
  });

  test('what was planned anew meanwhile stays, when the old moment is taken out', async () => {
    const later = { ...birthday, at: noon + minute };
    await due.plan(later);
    await due.settle(birthday);
    expect(await due.planned(birthday)).toEqual(later);

    const byAnotherRule = { ...later, rule: 'another day' };
    await due.plan(byAnotherRule);
    await due.settle(later);
    expect(await due.planned(birthday)).toEqual(byAnotherRule);
  });

  test('taking out what is not there changes nothing', async () => {
    await due.settle(birthday);
    await due.drop(birthday);

    expect(await due.due(noon, 10)).toEqual([]);
  });
}
