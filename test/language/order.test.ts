// The contract's "Order of things": what comes first at one instant, and what is handled before what.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import { describe, expect, test } from 'vitest';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

describe('an event and a deadline', () => {
  const journeys = [
    {
      steps: [
        {
          type: 'waitFor',
          event: 'order.placed',
          timeout: 'P5D',
          then: [say('thanks')],
          else: [say('reminder')],
        },
      ],
    },
  ];
  const sentAfter = async (order: string) =>
    (await season({ journeys, events: [on('03-02', 'start'), on(order, 'order.placed')] })).sent();

  test('an order just before the deadline counts', async () => {
    expect(await sentAfter('03-06 23:59:59.999')).toEqual(['03-06 23:59:59.999 thanks']);
  });

  test('an order at the deadline loses to the time-out', async () => {
    expect(await sentAfter('03-07')).toEqual(['03-07 reminder']);
  });

  test('an order that comes later finds the time-out done', async () => {
    expect(await sentAfter('03-09 12:00')).toEqual(['03-07 reminder']);
  });
});

describe('at one instant', () => {
  test('a timer that is due fires before the event of that time', async () => {
    const { sent } = await season({
      journeys: [
        {
          steps: [
            { type: 'wait', for: 'P1D' },
            {
              type: 'branch',
              cases: [{ when: { event: 'order.placed' }, steps: [say('ordered')] }],
              else: [say('not-yet')],
            },
          ],
        },
      ],
      events: [on('03-02', 'start'), on('03-03', 'order.placed')],
    });
    expect(sent()).toEqual(['03-03 not-yet']);
  });

  test('timers fire in the order of entry, then of the journeys’ ids', async () => {
    const steps = (hours: number) => [{ type: 'wait', for: `PT${hours}H` }, say('hello')];
    const { messages } = await season({
      journeys: [
        { id: 'b', steps: steps(10) },
        { id: 'a', steps: steps(10) },
        { id: 'early', trigger: { type: 'event', event: 'early' }, steps: steps(12) },
      ],
      events: [
        on('03-02 10:00', 'early', {}, 'zoe'),
        on('03-02 12:00', 'start', {}, 'bob'),
        on('03-02 12:00', 'start', {}, 'ann'),
      ],
    });
    expect(messages.map(({ journey, customerId }) => `${customerId} ${journey}`)).toEqual([
      'zoe early',
      'bob a',
      'bob b',
      'ann a',
      'ann b',
    ]);
  });

  test('an event that a step emits comes before further input of that instant', async () => {
    const { explain } = await season({
      journeys: [
        { id: 'emits', steps: [{ type: 'emit', event: 'badge.earned' }] },
        {
          id: 'asks',
          trigger: { type: 'event', event: 'order.placed' },
          audience: { event: 'badge.earned' },
        },
      ],
      events: [on('03-02', 'start'), on('03-02', 'order.placed')],
    });
    expect(await explain('ann', 'asks')).toMatchObject([{ outcome: 'entered' }, {}, {}]);
  });

  test('a timer fires before an event that was emitted at its instant is handled', async () => {
    const { sent } = await season({
      journeys: [
        {
          id: 'a-emits',
          steps: [
            { type: 'wait', for: 'P1D' },
            { type: 'emit', event: 'badge.earned' },
          ],
        },
        {
          id: 'b-waits',
          steps: [
            {
              type: 'waitFor',
              event: 'badge.earned',
              timeout: 'P1D',
              then: [say('badge')],
              else: [say('none')],
            },
          ],
        },
      ],
      events: [on('03-02', 'start')],
    });
    expect(sent()).toEqual(['03-03 none']);
  });

  test('two events of one instant are two positions: the second one satisfies what waits after the first', async () => {
    const wait = (id: string) => ({ id, type: 'waitFor', event: 'order.placed', timeout: 'P5D' });
    const { sent } = await season({
      journeys: [{ steps: [wait('first'), say('one'), wait('second'), say('two')] }],
      events: [on('03-02', 'start'), on('03-03', 'order.placed'), on('03-03', 'order.placed')],
    });
    expect(sent()).toEqual(['03-03 one', '03-03 two']);
  });
});

describe('journeys that feed each other', () => {
  test('stop after sixteen links, and say why', async () => {
    const { counts, explain } = await season({
      journeys: [
        {
          id: 'ping',
          trigger: { type: 'event', event: 'ping' },
          reentry: 'always',
          steps: [{ type: 'emit', event: 'pong' }],
        },
        {
          id: 'pong',
          trigger: { type: 'event', event: 'pong' },
          reentry: 'always',
          steps: [{ type: 'emit', event: 'ping' }],
        },
      ],
      events: [on('03-02', 'ping')],
    });
    // The first event has depth 0; that of depth 16 is the last to start anything.
    expect(counts('ping').entered + counts('pong').entered).toBe(17);
    const refused = (await explain('ann', 'pong')).at(-1);
    expect(refused).toMatchObject({
      outcome: 'did not enter',
      reason: 'the event is 17 journeys deep; beyond 16 it starts nothing',
    });
  });

  test('stop as well where one is woken, not started, by the other', async () => {
    const { counts } = await season({
      journeys: [
        {
          id: 'ping',
          trigger: { type: 'event', event: 'ping' },
          reentry: 'always',
          steps: [{ type: 'emit', event: 'pong' }],
        },
        {
          id: 'pong',
          steps: [
            {
              type: 'repeat',
              times: 100,
              steps: [
                { type: 'waitFor', event: 'pong', timeout: 'P1D' },
                { type: 'emit', event: 'ping' },
              ],
            },
          ],
        },
      ],
      events: [on('03-02', 'start'), on('03-02', 'ping')],
      until: '03-02',
    });
    // The pings of depth 0, 2, 4 … 16.
    expect(counts('ping').entered).toBe(9);
  });

  test('an event that is too deep still ends runs and wakes waits', async () => {
    const { counts, sent } = await season({
      journeys: [
        {
          id: 'ping',
          trigger: { type: 'event', event: 'ping' },
          reentry: 'always',
          steps: [{ type: 'emit', event: 'ping' }],
        },
        {
          id: 'counts',
          trigger: { type: 'event', event: 'ping' },
          steps: [
            { type: 'repeat', times: 17, steps: [{ type: 'waitFor', event: 'ping', timeout: 'P1D' }] },
            say('all-seen'),
          ],
        },
      ],
      events: [on('03-02', 'ping')],
    });
    expect(counts('ping').entered).toBe(17);
    expect(sent()).toEqual(['03-02 all-seen']);
  });
});

describe('a late event', () => {
  test('takes its place in the timeline: what was counted up to a moment counts it', async () => {
    const journeys = [
      {
        trigger: { type: 'event', event: 'customer.registered' },
        audience: { event: 'order.placed', count: { eq: 1 } },
      },
    ];
    // The registration is handled last, though it lies between the two orders.
    const world = await live({ from: '03-05', journeys });
    await world.arrives(on('03-02', 'order.placed'));
    await world.arrives(on('03-04', 'order.placed'));
    await world.arrives(on('03-03', 'customer.registered'));
    await world.settle();
    expect(world.sent()).toEqual(['03-05 thanks']);
  });
});
