// Who enters a journey, and when again: the fields trigger, audience, reentry, concurrent, startsAt and endsAt.

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import { say } from './journeys.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const entriesOf = async (journey: JsonObject, ...events: ReturnType<typeof on>[]) =>
  (await season({ journeys: [journey], events })).counts().entered;

describe('the trigger', () => {
  test('takes events of its type whose properties are as it asks', async () => {
    const journey = {
      trigger: { type: 'event', event: 'order.placed', where: { country: 'DE', total: { gte: 50 } } },
      reentry: 'always',
    };
    const entered = await entriesOf(
      journey,
      on('03-01', 'order.placed', { country: 'DE', total: 50 }),
      on('03-02', 'order.placed', { country: 'FR', total: 50 }),
      on('03-03', 'order.placed', { country: 'DE', total: 49 }),
      on('03-04', 'order.placed', { total: 50 }),
      on('03-05', 'cart.added', { country: 'DE', total: 50 }),
    );
    expect(entered).toBe(1);
  });

  test('may compare with the customer', async () => {
    const { counts } = await season({
      journeys: [{ trigger: { type: 'event', event: 'sale', where: { city: { ref: 'customer.city' } } } }],
      customers: [
        { id: 'ann', attributes: { city: 'Bonn' } },
        { id: 'bob', attributes: { city: 'Rome' } },
      ],
      events: ['ann', 'bob', 'cid'].map((name) => on('03-01', 'sale', { city: 'Bonn' }, name)),
    });
    expect(counts().entered).toBe(1);
  });

  test('by API takes the calls that name the journey', async () => {
    const { counts } = await season({
      journeys: [
        { id: 'called', trigger: { type: 'api' } },
        { id: 'other', trigger: { type: 'api' } },
      ],
      events: [on('03-01', 'milepost.start', { journey: 'called' })],
    });
    expect([counts('called').entered, counts('other').entered]).toEqual([1, 0]);
  });
});

describe('the audience', () => {
  const secondOrder = {
    trigger: { type: 'event', event: 'order.placed' },
    reentry: 'always',
    audience: { event: 'order.placed', count: { eq: 2 } },
  };

  test('is asked at the moment of the event, which counts itself', async () => {
    const { sent } = await season({
      journeys: [secondOrder],
      events: [on('03-01', 'order.placed'), on('03-02', 'order.placed'), on('03-03', 'order.placed')],
    });
    expect(sent()).toEqual(['03-02 thanks']);
  });

  test('sees what the event itself changed in the profile', async () => {
    const { counts } = await season({
      journeys: [
        {
          trigger: { type: 'event', event: 'customer.registered' },
          audience: { attribute: 'city', eq: 'Bonn' },
        },
      ],
      events: [on('03-01', 'customer.registered', { city: 'Bonn' })],
    });
    expect(counts().entered).toBe(1);
  });

  test('with since: entry never counts the event that would start the run', async () => {
    const journey = { audience: { event: 'start', since: 'entry' } };
    expect(await entriesOf(journey, on('03-01', 'start'))).toBe(0);
  });

  test('absent means everyone, and a refusal has its reason', async () => {
    const { counts, explain } = await season({
      journeys: [{ id: 'all' }, { id: 'some', audience: { attribute: 'vip', eq: true } }],
      events: [on('03-01', 'start')],
    });
    expect([counts('all').entered, counts('some').entered]).toEqual([1, 0]);
    expect(await explain('ann', 'some')).toMatchObject([
      { kind: 'entry', outcome: 'did not enter', reason: 'the customer is not in the audience' },
    ]);
  });
});

describe('re-entry', () => {
  const starts = (...days: string[]) => days.map((day) => on(day, 'start'));

  test('is never allowed, if nothing is said', async () => {
    expect(await entriesOf({}, ...starts('03-01', '04-01', '2029-01-01'))).toBe(1);
    expect(await entriesOf({ reentry: 'never' }, ...starts('03-01', '04-01'))).toBe(1);
  });

  test('always: as soon as the last run has ended', async () => {
    const journey = { reentry: 'always', steps: [{ type: 'wait', for: 'P1D' }] };
    expect(await entriesOf(journey, ...starts('03-01', '03-01 23:59:59'))).toBe(1);
    expect(await entriesOf(journey, ...starts('03-01', '03-02'))).toBe(2);
  });

  test('after 90 days: from exactly that long after the last entry on', async () => {
    const journey = { reentry: { after: 'P90D' } };
    expect(await entriesOf(journey, ...starts('03-01', '05-29 23:59:59.999'))).toBe(1);
    expect(await entriesOf(journey, ...starts('03-01', '05-30'))).toBe(2);
    // The one that was refused is no entry.
    expect(await entriesOf(journey, ...starts('03-01', '05-29', '05-30'))).toBe(2);
  });

  test('after a time: not while the last run goes on, however long ago it began', async () => {
    const journey = { reentry: { after: 'P1D' }, steps: [{ type: 'wait', for: 'P5D' }] };
    expect(await entriesOf(journey, ...starts('03-01', '03-03'))).toBe(1);
  });

  test('after a month: a calendar month in the customer’s zone, clamped to its end', async () => {
    const journey = { reentry: { after: 'P1M' } };
    expect(await entriesOf(journey, ...starts('01-31', '02-27 23:59'))).toBe(1);
    expect(await entriesOf(journey, ...starts('01-31', '02-28'))).toBe(2);
  });

  test('a customer runs one journey at a time, and others beside it', async () => {
    const steps = [{ type: 'wait', for: 'P5D' }];
    const { counts } = await season({
      journeys: [
        { id: 'a', reentry: 'always', steps },
        { id: 'b', reentry: 'always', steps },
      ],
      events: [...starts('03-01', '03-02'), on('03-02', 'start', {}, 'bob')],
    });
    expect([counts('a').entered, counts('b').entered]).toEqual([2, 2]);
  });
});

describe('runs side by side, by a property', () => {
  const steps = [{ type: 'wait', for: 'P5D' }];
  const byOrder = { concurrent: { by: 'orderId' }, steps };
  const order = (day: string, orderId?: string | number) =>
    on(day, 'start', orderId === undefined ? {} : { orderId });

  test('one for each value', async () => {
    expect(await entriesOf(byOrder, order('03-01', 'a'), order('03-02', 'b'))).toBe(2);
  });

  test('re-entry is asked for each value', async () => {
    expect(await entriesOf(byOrder, order('03-01', 'a'), order('03-20', 'a'), order('03-20', 'b'))).toBe(2);
    const again = { ...byOrder, reentry: { after: 'P10D' } };
    expect(await entriesOf(again, order('03-01', 'a'), order('03-09', 'a'), order('03-11', 'a'))).toBe(2);
  });

  test('one at a time for each value', async () => {
    const always = { ...byOrder, reentry: 'always' };
    expect(await entriesOf(always, order('03-01', 'a'), order('03-02', 'a'), order('03-06', 'a'))).toBe(2);
  });

  test('an event without the property enters nothing', async () => {
    expect(await entriesOf(byOrder, order('03-01'))).toBe(0);
    expect(await entriesOf(byOrder, on('03-01', 'start', { orderId: null }))).toBe(0);
  });

  test('the property may lie deeper', async () => {
    const journey = { concurrent: { by: 'order.id' }, steps };
    const placed = (id: string) => on('03-01', 'start', { order: { id } });
    expect(await entriesOf(journey, placed('a'), placed('b'), placed('a'))).toBe(2);
  });
});

describe('the time of entries', () => {
  const journey = {
    reentry: 'always',
    startsAt: '2026-03-02T00:00:00Z',
    endsAt: '2026-03-04T00:00:00Z',
  };

  test('begins with startsAt and is over with endsAt', async () => {
    const { sent } = await season({
      journeys: [journey],
      events: ['03-01 23:59:59', '03-02', '03-03 23:59:59', '03-04'].map((when) => on(when, 'start')),
    });
    expect(sent()).toEqual(['03-02 thanks', '03-03 23:59:59 thanks']);
  });

  test('does not end the runs that are under way', async () => {
    const { sent } = await season({
      journeys: [
        {
          ...journey,
          steps: [{ type: 'wait', for: 'P5D' }, say('bye')],
        },
      ],
      events: [on('03-03', 'start')],
    });
    expect(sent()).toEqual(['03-08 bye']);
  });
});
