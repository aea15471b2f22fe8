// The cursor: up to where a run has seen the timeline, and so which event a `waitFor` takes.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const forOrder = (fields: JsonObject = {}): JsonObject => ({
  type: 'waitFor',
  event: 'order.placed',
  timeout: 'P5D',
  then: [say('seen')],
  else: [say('missed')],
  ...fields,
});

const day = (number: number) => `03-0${number}`;

describe('a waitFor takes the first event after the cursor', () => {
  test('the event that started the run is not it', async () => {
    const { sent } = await season({
      journeys: [{ trigger: { type: 'event', event: 'order.placed' }, steps: [forOrder()] }],
      events: [on(day(1), 'order.placed')],
    });
    expect(sent()).toEqual([`${day(6)} missed`]);
  });

  test('an order of before the entry is not it, even with since: entry', async () => {
    for (const fields of [{}, { since: 'entry' }]) {
      const { sent } = await season({
        journeys: [{ steps: [forOrder(fields)] }],
        events: [on(day(1), 'order.placed'), on(day(2), 'start')],
      });
      expect(sent()).toEqual([`${day(7)} missed`]);
    }
  });

  test('an order during a wait lies behind the cursor once the wait is over', async () => {
    const { sent } = await season({
      journeys: [{ steps: [{ type: 'wait', for: 'P2D' }, forOrder()] }],
      events: [on(day(1), 'start'), on(day(2), 'order.placed')],
    });
    expect(sent()).toEqual([`${day(8)} missed`]);
  });

  test('with since: entry, an order during a wait counts', async () => {
    const { sent } = await season({
      journeys: [{ steps: [{ type: 'wait', for: 'P2D' }, forOrder({ since: 'entry' })] }],
      events: [on(day(1), 'start'), on(day(2), 'order.placed')],
    });
    expect(sent()).toEqual([`${day(3)} seen`]);
  });

  test('after a wait, an order at the very moment of its end counts', async () => {
    const { sent } = await season({
      journeys: [{ steps: [{ type: 'wait', for: 'P2D' }, forOrder()] }],
      events: [on(day(1), 'start'), on(day(3), 'order.placed')],
    });
    expect(sent()).toEqual([`${day(3)} seen`]);
  });

  test('after a time-out, an order at the deadline is the next wait’s', async () => {
    const { sent } = await season({
      journeys: [{ steps: [forOrder({ else: [] }), forOrder()] }],
      events: [on(day(1), 'start'), on(day(6), 'order.placed')],
    });
    expect(sent()).toEqual([`${day(6)} seen`]);
  });

  test('after a match, only a later order counts', async () => {
    const { sent } = await season({
      journeys: [{ steps: [forOrder({ then: [] }), forOrder()] }],
      events: [on(day(1), 'start'), on(day(2), 'order.placed')],
    });
    expect(sent()).toEqual([`${day(7)} missed`]);
  });

  test('a match of another event moves the cursor past earlier orders', async () => {
    const steps = [{ type: 'waitFor', event: 'cart.added', timeout: 'P5D' }, forOrder()];
    const { sent } = await season({
      journeys: [{ steps }],
      events: [on(day(1), 'start'), on(day(2), 'order.placed'), on(day(3), 'cart.added')],
    });
    expect(sent()).toEqual([`${day(8)} missed`]);
  });

  test('a match by since: entry, further back, does not move the cursor back', async () => {
    const { sent } = await season({
      journeys: [
        {
          steps: [
            { type: 'waitFor', event: 'cart.added', timeout: 'P5D' },
            { type: 'waitFor', event: 'visit', timeout: 'P5D', since: 'entry' },
            forOrder(),
          ],
        },
      ],
      events: [
        on(day(1), 'start'),
        on(day(2), 'visit'),
        on(day(3), 'order.placed'),
        on(day(4), 'cart.added'),
      ],
    });
    // The visit of the 2nd was taken on the 4th; the order of the 3rd stays behind.
    expect(sent()).toEqual(['03-09 missed']);
  });

  test('a message, a branch, an update and an emit do not move it', async () => {
    const world = await live({
      from: day(1),
      journeys: [
        {
          steps: [
            say('hello'),
            { type: 'branch', cases: [{ when: { event: 'never' }, steps: [] }] },
            { type: 'update', set: { greeted: true } },
            { type: 'emit', event: 'greeted' },
            forOrder(),
          ],
        },
      ],
    });
    world.whileSending = (step) =>
      step === 'hello' ? world.arrives(on('03-01 00:00:01', 'order.placed')) : Promise.resolve();
    await world.arrives(on(day(1), 'start'));
    await world.settle();
    expect(world.sent()).toEqual([`${day(1)} hello`, `${day(1)} seen`]);
  });
});

describe('one order is one order', () => {
  const thrice = (fields: JsonObject = {}) => ({
    type: 'repeat',
    times: 3,
    steps: [{ type: 'waitFor', event: 'order.placed', timeout: 'P9D', from: 'entry', ...fields }, say('got')],
  });

  test('three rounds take three orders', async () => {
    const { sent } = await season({
      journeys: [{ steps: [thrice(), say('done')] }],
      events: [on(day(1), 'start'), ...[2, 3, 4, 5].map((nth) => on(day(nth), 'order.placed'))],
    });
    expect(sent()).toEqual([`${day(2)} got`, `${day(3)} got 2`, `${day(4)} got 3`, `${day(4)} done`]);
  });

  test('one order is not three, even with since: entry', async () => {
    for (const fields of [{}, { since: 'entry' }]) {
      const missed = { else: [say('missed'), { type: 'exit' }] };
      const { sent } = await season({
        journeys: [{ steps: [thrice({ ...fields, ...missed }), say('done')] }],
        events: [on(day(1), 'start'), on(day(2), 'order.placed')],
      });
      expect(sent()).toEqual([`${day(2)} got`, '03-10 missed 2']);
    }
  });

  test('one order satisfies waits of two journeys, each once', async () => {
    const { sent } = await season({
      journeys: [
        { id: 'a', steps: [forOrder()] },
        { id: 'b', steps: [forOrder()] },
      ],
      events: [on(day(1), 'start'), on(day(2), 'order.placed')],
    });
    expect(sent()).toEqual([`${day(2)} seen`, `${day(2)} seen`]);
  });
});

describe('a deadline that counts from entry', () => {
  const steps = (fields: JsonObject = {}) => [
    { type: 'wait', for: 'P3D' },
    forOrder({ timeout: 'P2D', from: 'entry', ...fields }),
  ];

  test('and has passed already: it times out at once', async () => {
    const { sent } = await season({ journeys: [{ steps: steps() }], events: [on(day(1), 'start')] });
    expect(sent()).toEqual([`${day(4)} missed`]);
  });

  test('and has passed already: an order of before it still counts, with since: entry', async () => {
    const { sent } = await season({
      journeys: [{ steps: steps({ since: 'entry' }) }],
      events: [on(day(1), 'start'), on(day(2), 'order.placed')],
    });
    expect(sent()).toEqual([`${day(4)} seen`]);
  });

  test('and has passed already: it does not move the cursor back', async () => {
    const { sent } = await season({
      journeys: [{ steps: [...steps({ else: [] }), forOrder()] }],
      events: [on(day(1), 'start'), on('03-03 12:00', 'order.placed')],
    });
    expect(sent()).toEqual(['03-09 missed']);
  });

  test('holds for all rounds of a repeat together', async () => {
    const { sent, counts } = await season({
      journeys: [
        {
          steps: [
            {
              type: 'repeat',
              times: 3,
              steps: [
                forOrder({
                  timeout: 'P5D',
                  from: 'entry',
                  then: [say('got')],
                  else: [{ type: 'exit', outcome: 'missed' }],
                }),
              ],
            },
          ],
        },
      ],
      events: [on(day(1), 'start'), on(day(2), 'order.placed'), on(day(5), 'order.placed')],
    });
    expect(sent()).toEqual([`${day(2)} got`, `${day(5)} got 2`]);
    expect(counts()).toMatchObject({ exited: 1, outcomes: { missed: 1 } });
  });

  test('of months is a month by the calendar, clamped to its end', async () => {
    const { sent } = await season({
      journeys: [{ steps: [forOrder({ timeout: 'P1M', from: 'entry' })] }],
      events: [on('01-31', 'start')],
    });
    expect(sent()).toEqual(['02-28 missed']);
  });
});

describe('a late event', () => {
  test('between the cursor and the deadline satisfies a wait that goes on', async () => {
    const world = await live({ from: day(1), journeys: [{ steps: [forOrder()] }] });
    await world.arrives(on(day(1), 'start'));
    await world.goTo(day(4));
    await world.arrives(on(day(2), 'order.placed'));
    await world.settle();
    expect(world.sent()).toEqual([`${day(4)} seen`]);
  });

  test('of before the cursor satisfies nothing', async () => {
    const world = await live({
      from: day(1),
      journeys: [{ steps: [{ type: 'wait', for: 'P1D' }, forOrder()] }],
    });
    await world.arrives(on(day(1), 'start'));
    await world.goTo(day(3));
    await world.arrives(on('03-01 12:00', 'order.placed'));
    await world.goTo('03-20');
    expect(world.sent()).toEqual([`${day(7)} missed`]);
  });

  test('of before a deadline that has passed is free for the next wait, with since: entry', async () => {
    const world = await live({
      from: day(1),
      journeys: [{ steps: [forOrder({ timeout: 'P3D', else: [] }), forOrder({ since: 'entry' })] }],
    });
    await world.arrives(on(day(1), 'start'));
    await world.goTo(day(5));
    await world.arrives(on(day(2), 'order.placed'));
    await world.settle();
    expect(world.sent()).toEqual([`${day(5)} seen`]);
  });
});
