// `update` changes the profile, `emit` makes an event of this customer.

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import { JourneySchema } from '../../lib/journey/journey.ts';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const tiers = [
  { name: 'bronze', orders: 0 },
  { name: 'silver', orders: 3 },
  { name: 'gold', orders: 6 },
];
const start = on('03-01', 'start', { total: 50, items: [{ sku: 'a' }], note: '{{ name }}' });

async function attributesAfter(update: JsonObject, attributes: JsonObject = {}) {
  const { profile, counts } = await season({
    tiers,
    journeys: [{ steps: [{ type: 'update', ...update }] }],
    customers: [{ id: 'ann', attributes }],
    events: [start],
  });
  expect(counts().completed).toBe(1);
  return (await profile())?.attributes;
}

describe('an update', () => {
  test('sets values of any kind, and takes them from the customer and the starting event', async () => {
    const set = {
      level: 3,
      tags: ['a', { b: null }],
      tier: { ref: 'customer.nextTier' },
      spent: { ref: 'trigger.total' },
      last: { items: { ref: 'trigger.items' } },
      copy: { ref: 'customer.name' },
    };
    expect(await attributesAfter({ set }, { name: 'Ann' })).toEqual({
      name: 'Ann',
      level: 3,
      tags: ['a', { b: null }],
      tier: 'silver',
      spent: 50,
      last: { items: [{ sku: 'a' }] },
      copy: 'Ann',
    });
  });

  test('leaves an attribute as it is where the reference names nothing', async () => {
    expect(await attributesAfter({ set: { city: { ref: 'trigger.city' } } }, { city: 'Bonn' })).toEqual({
      city: 'Bonn',
    });
  });

  test('adds numbers, beginning at nothing', async () => {
    const add = { points: 5, spent: { ref: 'trigger.total' }, visits: -1 };
    expect(await attributesAfter({ add }, { points: 10, visits: 3 })).toEqual({
      points: 15,
      spent: 50,
      visits: 2,
    });
  });

  test('adds nothing where the reference is no number, and says so', async () => {
    const { profile, explain } = await season({
      journeys: [{ steps: [{ id: 'u', type: 'update', add: { points: { ref: 'trigger.note' } } }] }],
      events: [start],
    });
    expect((await profile())?.attributes).toEqual({});
    expect((await explain()).find(({ stepId }) => stepId === 'u')?.reason).toBe(
      'changes nothing; points has no number to add',
    );
  });

  test('removes attributes', async () => {
    expect(await attributesAfter({ remove: ['a', 'missing'] }, { a: 1, b: 2 })).toEqual({ b: 2 });
  });

  test('does all three', async () => {
    const update = { set: { a: 1 }, add: { b: 1 }, remove: ['c'] };
    expect(await attributesAfter(update, { c: 3 })).toEqual({ a: 1, b: 1 });
  });

  test.each([
    [{ set: { nextTier: 'gold' } }],
    [{ add: { ordersToNextTier: 1 } }],
    [{ remove: ['nextTier'] }],
    [{}],
  ])('%j is refused: derived attributes are read-only, and an empty update does nothing', (update) => {
    const journey = {
      id: 'j',
      trigger: { type: 'event', event: 'start' },
      steps: [{ type: 'update', ...update }],
    };
    expect(JourneySchema.safeParse(journey).success).toBe(false);
  });

  test('is seen by the next step, and decides what tiers derive', async () => {
    const { sent } = await season({
      tiers,
      journeys: [
        {
          steps: [
            { type: 'update', set: { tier: { ref: 'customer.nextTier' } } },
            {
              type: 'branch',
              cases: [{ when: { attribute: 'nextTier', eq: 'gold' }, steps: [say('silver')] }],
            },
          ],
        },
      ],
      events: [start],
    });
    expect(sent()).toEqual(['03-01 silver']);
  });

  test('adds once in each round, and not again when a round is tried again', async () => {
    const world = await live({
      from: '03-01',
      journeys: [{ steps: [{ type: 'repeat', times: 3, steps: [{ type: 'update', add: { points: 1 } }] }] }],
    });
    const { change } = world.ports.profiles;
    let calls = 0;
    world.ports.profiles = {
      ...world.ports.profiles,
      async change(...given) {
        const changed = await change(...given);
        calls += 1;
        // The answer is lost on its way, so the machine calls again.
        if (calls % 2 === 1) throw new Error('lost');
        return changed;
      },
    };
    await world.arrives(on('03-01', 'start'));
    await world.goTo('03-02');
    expect(calls).toBe(6);
    expect((await world.ports.profiles.get('ann'))?.attributes).toEqual({ points: 3 });
  });

  test('is older than an event of after it, and newer than a late one of before it', async () => {
    const { profile } = await season({
      journeys: [
        {
          steps: [
            { type: 'wait', for: 'P1D' },
            { type: 'update', set: { city: 'Rome' } },
          ],
        },
      ],
      events: [on('03-01', 'start'), on('03-03', 'customer.updated', { city: 'Bonn' })],
    });
    expect((await profile())?.attributes.city).toBe('Bonn');
    const world = await live({
      from: '03-02',
      journeys: [{ steps: [{ type: 'update', set: { city: 'Rome' } }] }],
    });
    await world.arrives(on('03-02', 'start'));
    await world.settle();
    await world.arrives(on('03-01', 'customer.updated', { city: 'Bonn' }));
    expect((await world.ports.profiles.get('ann'))?.attributes.city).toBe('Rome');
  });
});

describe('an emit', () => {
  const emitted = async (steps: JsonObject[], events = [start]) => {
    const { timeline } = await season({
      tiers,
      journeys: [{ steps }],
      customers: [{ id: 'ann', attributes: { name: 'Ann' } }],
      events,
    });
    return timeline(['badge.earned']);
  };

  test('makes an event of this customer, now, one link deeper', async () => {
    const events = await emitted([
      { type: 'wait', for: 'P1D' },
      { type: 'emit', event: 'badge.earned' },
    ]);
    expect(events).toMatchObject([
      { customerId: 'ann', at: Date.parse('2026-03-02T00:00Z'), properties: {}, depth: 1 },
    ]);
  });

  test('with properties from the customer and the starting event', async () => {
    const properties = {
      badge: 'first',
      name: { ref: 'customer.name' },
      next: { ref: 'customer.nextTier' },
      order: { total: { ref: 'trigger.total' }, skus: [{ ref: 'trigger.items' }] },
      missing: { ref: 'trigger.missing' },
    };
    expect(await emitted([{ type: 'emit', event: 'badge.earned', properties }])).toMatchObject([
      {
        properties: {
          badge: 'first',
          name: 'Ann',
          next: 'silver',
          order: { total: 50, skus: [[{ sku: 'a' }]] },
        },
      },
    ]);
  });

  test('once in each round of a repeat', async () => {
    const round = [{ type: 'emit', event: 'badge.earned' }];
    expect(await emitted([{ type: 'repeat', times: 3, steps: round }])).toHaveLength(3);
  });

  test('starts other journeys, and tells them its properties', async () => {
    const { sent } = await season({
      journeys: [
        { id: 'a', steps: [{ type: 'emit', event: 'badge.earned', properties: { level: 2 } }] },
        {
          id: 'b',
          trigger: { type: 'event', event: 'badge.earned' },
          audience: { trigger: 'level', eq: 2 },
          steps: [say('congratulations')],
        },
      ],
      events: [start],
    });
    expect(sent()).toEqual(['03-01 congratulations']);
  });

  test('wakes the run that made it, if it waits for that later', async () => {
    const { sent } = await season({
      journeys: [
        {
          steps: [
            { type: 'emit', event: 'badge.earned' },
            { type: 'waitFor', event: 'badge.earned', timeout: 'P1D' },
            say('done'),
          ],
        },
      ],
      events: [start],
    });
    expect(sent()).toEqual(['03-01 done']);
  });

  test('may change the profile, as any such event does', async () => {
    const { profile } = await season({
      journeys: [{ steps: [{ type: 'emit', event: 'customer.updated', properties: { vip: true } }] }],
      events: [start],
    });
    expect((await profile())?.attributes).toEqual({ vip: true });
  });
});
