// `exit`: events that end a run at once, wherever it is; and the order of ending, waking and starting.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import { describe, expect, test } from 'vitest';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const exit = [{ event: 'order.returned', outcome: 'returned' }];

describe('an event that ends runs', () => {
  test('ends one in the middle of a ten-day wait, at once', async () => {
    const { sent, counts, runs } = await season({
      journeys: [{ exit, steps: [{ type: 'wait', for: 'P10D' }, say('thanks')] }],
      events: [on('03-01', 'start'), on('03-05', 'order.returned')],
    });
    expect(sent()).toEqual([]);
    expect(counts()).toMatchObject({ exited: 1, outcomes: { returned: 1 } });
    expect(await runs()).toMatchObject([{ endedAt: Date.parse('2026-03-05T00:00Z') }]);
  });

  test('beats waking: a run that waits for the same event ends', async () => {
    const { sent, counts } = await season({
      journeys: [
        {
          exit,
          steps: [{ type: 'waitFor', event: 'order.returned', timeout: 'P5D', then: [say('sorry')] }],
        },
      ],
      events: [on('03-01', 'start'), on('03-02', 'order.returned')],
    });
    expect(sent()).toEqual([]);
    expect(counts().outcomes).toEqual({ returned: 1 });
  });

  test('asks for its where, which may refer to the event that started the run', async () => {
    const { counts } = await season({
      journeys: [
        {
          trigger: { type: 'event', event: 'order.placed' },
          concurrent: { by: 'orderId' },
          exit: [{ event: 'order.returned', where: { orderId: { ref: 'trigger.orderId' } } }],
          steps: [{ type: 'wait', for: 'P10D' }],
        },
      ],
      events: [
        on('03-01', 'order.placed', { orderId: 'one' }),
        on('03-02', 'order.placed', { orderId: 'two' }),
        on('03-03', 'order.returned', { orderId: 'two' }),
        on('03-03', 'order.returned', { orderId: 'three' }),
      ],
    });
    expect(counts()).toMatchObject({ entered: 2, completed: 1, exited: 1, outcomes: { exited: 1 } });
  });

  test('may refer to the customer, and to what tiers derive', async () => {
    const { counts } = await season({
      tiers: [
        { name: 'bronze', orders: 0 },
        { name: 'silver', orders: 3 },
      ],
      journeys: [
        {
          exit: [
            { event: 'asked', where: { about: { ref: 'customer.nextTier' } }, outcome: 'tier' },
            { event: 'asked', where: { about: { ref: 'customer.email' } }, outcome: 'email' },
          ],
          reentry: 'always',
          steps: [{ type: 'wait', for: 'P1D' }],
        },
      ],
      customers: [{ id: 'ann', email: 'ann@example.com' }],
      events: [
        on('03-01', 'start'),
        on('03-01 01:00', 'asked', { about: 'silver' }),
        on('03-03', 'start'),
        on('03-03 01:00', 'asked', { about: 'ann@example.com' }),
        on('03-05', 'start'),
        on('03-05 01:00', 'asked', { about: 'gold' }),
      ],
    });
    expect(counts().outcomes).toEqual({ tier: 1, email: 1 });
  });

  test('never ends the run that it starts', async () => {
    const { counts } = await season({
      journeys: [{ exit: [{ event: 'start' }] }],
      events: [on('03-01', 'start')],
    });
    expect(counts()).toMatchObject({ completed: 1, exited: 0 });
  });

  test('counts the first rule that fits', async () => {
    const { counts } = await season({
      journeys: [
        {
          exit: [
            { event: 'left', where: { why: 'price' }, outcome: 'price' },
            { event: 'left', outcome: 'other' },
          ],
          steps: [{ type: 'wait', for: 'P1D' }],
        },
      ],
      events: [
        on('03-01', 'start'),
        on('03-01', 'start', {}, 'bob'),
        on('03-01', 'left', { why: 'price' }),
        on('03-01', 'left', {}, 'bob'),
      ],
    });
    expect(counts().outcomes).toEqual({ price: 1, other: 1 });
  });

  test('changes nothing for a run that is over', async () => {
    const { counts } = await season({
      journeys: [{ exit }],
      events: [on('03-01', 'start'), on('03-02', 'order.returned')],
    });
    expect(counts()).toMatchObject({ completed: 1, exited: 0, outcomes: {} });
  });
});

describe('one event ends, wakes and starts, in this order', () => {
  test('a run that it ended is no longer active, so it may start a new one', async () => {
    const { counts, sent } = await season({
      journeys: [
        {
          trigger: { type: 'event', event: 'order.placed' },
          reentry: 'always',
          exit: [{ event: 'order.placed', outcome: 'again' }],
          steps: [{ type: 'wait', for: 'P2D' }, say('thanks')],
        },
      ],
      events: [on('03-01', 'order.placed'), on('03-02', 'order.placed')],
    });
    expect(counts()).toMatchObject({ entered: 2, completed: 1, outcomes: { again: 1 } });
    expect(sent()).toEqual(['03-04 thanks']);
  });

  test('a run that it woke is still active, even if it ends right then', async () => {
    const { counts, explain } = await season({
      journeys: [
        {
          trigger: { type: 'event', event: 'order.placed' },
          reentry: 'always',
          steps: [{ type: 'waitFor', event: 'order.placed', timeout: 'P5D' }],
        },
      ],
      events: [on('03-01', 'order.placed'), on('03-02', 'order.placed'), on('03-03', 'order.placed')],
    });
    // The first order starts, the second wakes, the third starts again.
    expect(counts()).toMatchObject({ entered: 2, completed: 2 });
    const refused = (await explain()).filter(({ outcome }) => outcome === 'did not enter');
    expect(refused).toMatchObject([{ reason: expect.stringMatching(/^run j-\w+ is still active$/) }]);
  });

  test('one event ends one journey’s run, wakes another’s and starts a third', async () => {
    const { sent, counts } = await season({
      journeys: [
        {
          id: 'cart',
          trigger: { type: 'event', event: 'cart.added' },
          exit: [{ event: 'order.placed', outcome: 'ordered' }],
          steps: [{ type: 'wait', for: 'PT4H' }, say('forgot')],
        },
        {
          id: 'welcome',
          trigger: { type: 'event', event: 'customer.registered' },
          steps: [{ type: 'waitFor', event: 'order.placed', timeout: 'P5D', then: [say('first-order')] }],
        },
        {
          id: 'follow-up',
          trigger: { type: 'event', event: 'order.placed' },
          steps: [say('on-its-way')],
        },
      ],
      events: [
        on('03-01', 'customer.registered'),
        on('03-01', 'cart.added'),
        on('03-01 01:00', 'order.placed'),
      ],
    });
    expect(sent()).toEqual(['03-01 01:00 first-order', '03-01 01:00 on-its-way']);
    expect(counts('cart').outcomes).toEqual({ ordered: 1 });
  });
});

describe('a starting event that arrives late', () => {
  const journeys = [
    { exit, goal: { event: 'review.written' }, steps: [{ type: 'wait', for: 'P10D' }, say('thanks')] },
  ];
  const afterArrivals = async (...events: ReturnType<typeof on>[]) => {
    const world = await live({ from: '03-09', journeys });
    for (const event of events) await world.arrives(event);
    await world.goTo('04-01');
    return world;
  };

  test('starts a run that an exit recorded before, but positioned after it, ends at once', async () => {
    const world = await afterArrivals(on('03-05', 'order.returned'), on('03-03', 'start'));
    expect(world.sent()).toEqual([]);
    expect(world.counts()).toMatchObject({ entered: 1, exited: 1, outcomes: { returned: 1 } });
  });

  test('starts a run that an exit positioned before it never ends', async () => {
    const world = await afterArrivals(on('03-02', 'order.returned'), on('03-03', 'start'));
    expect(world.sent()).toEqual(['03-19 thanks']);
  });

  test('of the same time as the exit: the order of arrival decides', async () => {
    const first = await afterArrivals(on('03-03', 'order.returned'), on('03-03', 'start'));
    expect(first.sent()).toEqual(['03-19 thanks']);
    const second = await afterArrivals(on('03-03', 'start'), on('03-03', 'order.returned'));
    expect(second.sent()).toEqual([]);
  });

  test('starts a run whose goal was met already, be it before or after the exit', async () => {
    for (const [goal, end] of [
      ['03-04', '03-05'],
      ['03-05', '03-04'],
    ] as const) {
      const world = await afterArrivals(
        on(goal, 'review.written'),
        on(end, 'order.returned'),
        on('03-03', 'start'),
      );
      expect(world.counts()).toMatchObject({ entered: 1, exited: 1, converted: 1 });
    }
  });

  test('an exit that arrives late, positioned before the entry, does not end the run', async () => {
    const world = await afterArrivals(on('03-05', 'start'), on('03-04', 'order.returned'));
    expect(world.sent()).toEqual(['03-19 thanks']);
  });
});

describe('the step exit', () => {
  test('ends the run from any depth, with its outcome', async () => {
    const { counts, sent } = await season({
      journeys: [
        {
          steps: [
            {
              type: 'repeat',
              times: 3,
              steps: [
                {
                  type: 'repeat',
                  times: 2,
                  steps: [
                    say('hello'),
                    {
                      type: 'branch',
                      cases: [{ when: { consent: 'email' }, steps: [{ type: 'exit', outcome: 'enough' }] }],
                    },
                  ],
                },
              ],
            },
            say('never'),
          ],
        },
      ],
      events: [on('03-01', 'start')],
    });
    expect(sent()).toEqual(['03-01 hello 1.1']);
    expect(counts()).toMatchObject({ completed: 0, exited: 1, outcomes: { enough: 1 } });
  });

  test('without an outcome counts as exited', async () => {
    const { counts } = await season({
      journeys: [{ steps: [{ type: 'exit' }] }],
      events: [on('03-01', 'start')],
    });
    expect(counts().outcomes).toEqual({ exited: 1 });
  });
});
