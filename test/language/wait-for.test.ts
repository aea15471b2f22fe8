// `waitFor`: what it takes for its event, and where the way goes on. (The cursor has a file of its own.)
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const waitFor = (fields: JsonObject): JsonObject => ({
  type: 'waitFor',
  timeout: 'P5D',
  then: [say('seen')],
  else: [say('missed')],
  ...fields,
});

async function goes(step: JsonObject, ...events: ReturnType<typeof on>[]): Promise<string | undefined> {
  const { sent } = await season({ journeys: [{ steps: [step] }], events });
  return sent()[0];
}

describe('an event that is waited for', () => {
  const delivered = waitFor({
    event: 'order.delivered',
    where: { orderId: { ref: 'trigger.orderId' }, parcels: { gte: 2 } },
  });

  test('is asked for its where, joined with the event that started the run', async () => {
    const start = on('03-01', 'start', { orderId: 'a' });
    const delivery = (orderId: string, parcels: number) =>
      on('03-02', 'order.delivered', { orderId, parcels });
    expect(await goes(delivered, start, delivery('a', 2))).toBe('03-02 seen');
    expect(await goes(delivered, start, delivery('b', 2))).toBe('03-06 missed');
    expect(await goes(delivered, start, delivery('a', 1))).toBe('03-06 missed');
  });

  test('is not joined where the starting event lacks the property', async () => {
    const bare = on('03-02', 'order.delivered', { parcels: 2 });
    expect(await goes(delivered, on('03-01', 'start'), bare)).toBe('03-06 missed');
  });

  test('is the first of several that may come', async () => {
    const either = waitFor({
      any: [{ event: 'cart.added', where: { items: 1 } }, { event: 'order.placed' }],
    });
    const start = on('03-01', 'start');
    expect(await goes(either, start, on('03-03', 'order.placed'))).toBe('03-03 seen');
    expect(
      await goes(either, start, on('03-02', 'cart.added', { items: 2 }), on('03-03', 'order.placed')),
    ).toBe('03-03 seen');
    expect(await goes(either, start, on('03-02', 'cart.added', { items: 1 }))).toBe('03-02 seen');
  });

  test('is compared at its own moment, whether it came before or after the step was reached', async () => {
    // "Promised for no earlier than a day ago", told in the event.
    const fresh = { promised: { after: '-P1D' } };
    const order = on('03-02', 'order.placed', { promised: '2026-03-01T12:00:00Z' });
    const step = waitFor({ event: 'order.placed', where: fresh, since: 'entry' });
    expect(await goes(step, on('03-01', 'start'), order)).toBe('03-02 seen');
    const { sent } = await season({
      journeys: [{ steps: [{ type: 'wait', for: 'P4D' }, step] }],
      events: [on('03-01', 'start'), order],
    });
    expect(sent()).toEqual(['03-05 seen']);
  });

  test('may be compared with the customer, before and after the step was reached', async () => {
    const step = waitFor({
      event: 'visited',
      where: { city: { ref: 'customer.city' }, who: { ref: 'customer.id' } },
      since: 'entry',
    });
    const update = on('03-01', 'customer.updated', { city: 'Bonn' });
    const visit = on('03-02', 'visited', { city: 'Bonn', who: 'ann' });
    expect(await goes(step, update, on('03-01', 'start'), visit)).toBe('03-02 seen');
    const { sent } = await season({
      journeys: [{ steps: [{ type: 'wait', for: 'P4D' }, step] }],
      events: [update, on('03-01', 'start'), visit],
    });
    expect(sent()).toEqual(['03-05 seen']);
  });

  test('tells the templates after it of itself', async () => {
    const world = await live({
      from: '03-01',
      templates: { 't/seen': { 'sms.en.liquid': '{{ trigger.orderId }} {{ event.total }}' } },
      journeys: [
        {
          steps: [
            waitFor({
              event: 'order.placed',
              then: [say('seen', { channel: 'sms' })],
              else: [],
            }),
          ],
        },
      ],
    });
    await world.arrives(on('03-01', 'start', { orderId: 'a' }));
    await world.settle();
    await world.arrives(on('03-02', 'order.placed', { total: 7 }));
    await world.settle();
    expect([...world.stores.messages.all()].map(({ content }) => content)).toMatchObject([{ body: 'a 7' }]);
  });
});

describe('both ways', () => {
  const andJoins = (step: JsonObject) => [step, say('joined')];

  test('join again at the next step', async () => {
    const steps = andJoins(waitFor({ event: 'order.placed' }));
    const events = [on('03-01', 'start'), on('03-02', 'order.placed')];
    expect((await season({ journeys: [{ steps }], events })).sent()).toEqual(['03-02 seen', '03-02 joined']);
    const missed = await season({ journeys: [{ steps }], events: events.slice(0, 1) });
    expect(missed.sent()).toEqual(['03-06 missed', '03-06 joined']);
  });

  test('may be left out', async () => {
    const steps = andJoins({ type: 'waitFor', event: 'order.placed', timeout: 'P5D' });
    expect((await season({ journeys: [{ steps }], events: [on('03-01', 'start')] })).sent()).toEqual([
      '03-06 joined',
    ]);
  });

  test('may be the end of the journey', async () => {
    const { counts } = await season({
      journeys: [{ steps: [{ type: 'waitFor', event: 'order.placed', timeout: 'P5D' }] }],
      events: [on('03-01', 'start'), on('03-01', 'start', {}, 'bob'), on('03-02', 'order.placed')],
    });
    expect(counts()).toMatchObject({ entered: 2, completed: 2 });
  });
});

describe('a deadline', () => {
  test('of seconds is kept to the second', async () => {
    expect(await goes(waitFor({ event: 'x', timeout: 'PT90S' }), on('03-01', 'start'))).toBe(
      '03-01 00:01:30 missed',
    );
  });

  test('of a month is a month of the customer’s calendar', async () => {
    const { sent } = await season({
      journeys: [{ steps: [waitFor({ event: 'x', timeout: 'P1M' })] }],
      customers: [{ id: 'ann', timezone: 'Europe/Berlin' }],
      events: [on('03-28 12:00', 'start')],
    });
    expect(sent()).toEqual(['04-28 11:00 missed']);
  });

  test('of a month loses no event before it, and takes none at it', async () => {
    const step = waitFor({ event: 'x', timeout: 'P1M' });
    const start = on('02-28', 'start');
    expect(await goes(step, start, on('03-27 23:59:59', 'x'))).toBe('03-27 23:59:59 seen');
    expect(await goes(step, start, on('03-28', 'x'))).toBe('03-28 missed');
  });

  test('from entry, when the customer entered in the middle of a second', async () => {
    const steps = [
      { type: 'wait', at: '10:00' },
      waitFor({ event: 'order.placed', timeout: 'PT12H', from: 'entry' }),
    ];
    const goesAfter = async (when: string) =>
      (
        await season({
          journeys: [{ steps }],
          events: [on('03-01 09:00:00.500', 'start'), on(when, 'order.placed')],
        })
      ).sent();
    expect(await goesAfter('03-01 21:00:00.499')).toEqual(['03-01 21:00:00.499 seen']);
    // The machine waits whole seconds, but no event at or after the deadline counts.
    expect(await goesAfter('03-01 21:00:00.500')).toEqual(['03-01 21:00:01 missed']);
  });
});

describe('what is kept of it', () => {
  test('why the run waited, and what woke it', async () => {
    const { explain } = await season({
      journeys: [{ steps: [{ id: 'w', ...waitFor({ event: 'order.placed' }) }] }],
      events: [on('03-01', 'start'), on('03-02', 'order.placed')],
    });
    const told = (await explain()).filter(({ stepId }) => stepId === 'w');
    expect(told.map(({ outcome, reason }) => `${outcome}: ${reason}`)).toEqual([
      'waits: waits until 2026-03-06T00:00:00.000Z',
      'woken: order.placed of 2026-03-02T00:00:00.000Z came',
    ]);
  });

  test('the same for a deadline that the calendar decides', async () => {
    const { explain } = await season({
      journeys: [{ steps: [{ id: 'w', ...waitFor({ event: 'order.placed', timeout: 'P1M' }) }] }],
      events: [on('03-01', 'start'), on('03-02', 'order.placed')],
    });
    const told = (await explain()).filter(({ stepId }) => stepId === 'w');
    expect(told.at(-1)?.reason).toBe('order.placed of 2026-03-02T00:00:00.000Z came');
  });

  test('that the event had come already', async () => {
    const { explain } = await season({
      journeys: [
        {
          steps: [
            { type: 'wait', for: 'P2D' },
            { id: 'w', ...waitFor({ event: 'x', since: 'entry' }) },
          ],
        },
      ],
      events: [on('03-01', 'start'), on('03-02', 'x')],
    });
    const told = (await explain()).filter(({ stepId }) => stepId === 'w');
    expect(told.map(({ reason }) => reason)).toEqual(['x of 2026-03-02T00:00:00.000Z came']);
  });
});
