// Events that come at the same time, handled side by side: what must still be done once is done once.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import { describe, expect, test } from 'vitest';
import { say } from './journeys.ts';
import { type Live, live } from './live.ts';
import { on } from './moments.ts';

/** Lets other work go first, that many times. */
async function laterBy(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
}

const ten = Array.from({ length: 10 }, (_, number) => number);

describe('ten at once', () => {
  test('ten copies of one event start one run', async () => {
    for (const fields of [{}, { reentry: 'always' }, { concurrent: { by: 'orderId' } }]) {
      const world = await live({ from: '03-01', journeys: [fields] });
      const copy = { ...on('03-01', 'start', { orderId: 'one' }), id: 'the-one' };
      await Promise.all(ten.map(() => world.arrives(copy)));
      await world.settle();
      expect(world.counts()).toMatchObject({ entered: 1, completed: 1 });
      expect(world.sent()).toEqual(['03-01 thanks']);
    }
  });

  test('ten copies that come at any moment of the handling start one run', async () => {
    const world = await live({ from: '03-01', journeys: [{ reentry: 'always' }] });
    const copy = { ...on('03-01', 'start'), id: 'the-one' };
    const copies = ten.map(async (number) => {
      await laterBy(number * 7);
      await world.arrives(copy);
    });
    const runs = ten.map(async (number) => {
      await laterBy(number * 9);
      await world.settle();
    });
    await Promise.all([...copies, ...runs]);
    await world.settle();
    expect(world.sent()).toEqual(['03-01 thanks']);
  });

  test('ten different events start one run where no re-entry is allowed', async () => {
    for (const reentry of ['never', { after: 'P1D' }]) {
      const world = await live({ from: '03-01', journeys: [{ reentry }] });
      await Promise.all(ten.map(() => world.arrives(on('03-01', 'start'))));
      await world.settle();
      expect(world.counts()).toMatchObject({ entered: 1, completed: 1 });
    }
  });

  test('ten different events start one run at a time where re-entry is always allowed', async () => {
    const world = await live({
      from: '03-01',
      journeys: [{ reentry: 'always', steps: [{ type: 'wait', for: 'P1D' }] }],
    });
    await Promise.all(ten.map(() => world.arrives(on('03-01', 'start'))));
    await world.settle();
    expect(world.counts()).toMatchObject({ entered: 1, active: 1 });
  });

  test('ten events of five orders start five runs where each order has its own', async () => {
    const world = await live({
      from: '03-01',
      journeys: [{ concurrent: { by: 'orderId' }, steps: [{ type: 'wait', for: 'P1D' }] }],
    });
    await Promise.all(ten.map((number) => world.arrives(on('03-01', 'start', { orderId: number % 5 }))));
    await world.settle();
    expect(world.counts()).toMatchObject({ entered: 5, active: 5 });
  });
});

describe('an event and the registration of its wait', () => {
  const twice = {
    steps: [
      { id: 'first', type: 'waitFor', event: 'order.placed', timeout: 'P5D', then: [say('seen')] },
      {
        id: 'second',
        type: 'waitFor',
        event: 'order.placed',
        timeout: 'P5D',
        since: 'entry',
        then: [say('seen-again')],
        else: [say('only-one')],
      },
    ],
  };

  test('meet at any moment: it is seen, and it is seen once', async () => {
    for (let turns = 0; turns < 120; turns += 1) {
      const world = await live({ from: '03-01', journeys: [twice] });
      await world.arrives(on('03-01', 'start'));
      const order = laterBy(turns).then(() => world.arrives(on('03-01 00:00:01', 'order.placed')));
      await Promise.all([world.settle(), order]);
      await world.settle();
      await world.goTo('03-20');
      expect([turns, ...world.sent()]).toEqual([turns, '03-01 seen', '03-06 only-one']);
    }
  });

  const atRegistration: [string, (world: Live, arrive: () => Promise<void>) => void][] = [
    [
      'just before',
      ({ ports }, arrive) => {
        const { register } = ports.waits;
        ports.waits = { ...ports.waits, register: (wait) => arrive().then(() => register(wait)) };
      },
    ],
    [
      'just after',
      ({ ports }, arrive) => {
        const { register } = ports.waits;
        ports.waits = {
          ...ports.waits,
          async register(wait) {
            const registered = await register(wait);
            await arrive();
            return registered;
          },
        };
      },
    ],
    [
      'while the timeline is read, after',
      ({ ports }, arrive) => {
        const { satisfied } = ports.waits;
        ports.waits = {
          ...ports.waits,
          async satisfied(customerId, runId) {
            const before = await satisfied(customerId, runId);
            await arrive();
            return before;
          },
        };
      },
    ],
  ];

  test.each(atRegistration)('%s: it is seen once', async (_when, meddle) => {
    const world = await live({ from: '03-01', journeys: [twice] });
    let arrived = false;
    meddle(world, async () => {
      if (arrived) return;
      arrived = true;
      await world.arrives(on('03-01 00:00:01', 'order.placed'));
    });
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    await world.goTo('03-20');
    expect(world.sent()).toEqual(['03-01 seen', '03-06 only-one']);
  });
});

describe('an event while a message is being sent', () => {
  test('an order is not lost to the wait that follows', async () => {
    const world = await live({
      from: '03-01',
      journeys: [
        {
          steps: [
            say('hello'),
            { type: 'waitFor', event: 'order.placed', timeout: 'P5D', then: [say('thanks')] },
          ],
        },
      ],
    });
    world.whileSending = (step) =>
      step === 'hello' ? world.arrives(on('03-01 00:00:01', 'order.placed')) : Promise.resolve();
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    expect(world.sent()).toEqual(['03-01 hello', '03-01 thanks']);
  });

  test('an exit lets that message go, and no other', async () => {
    const world = await live({
      from: '03-01',
      journeys: [{ exit: [{ event: 'left' }], steps: [say('hello'), say('more')] }],
    });
    world.whileSending = (step) =>
      step === 'hello' ? world.arrives(on('03-01', 'left')) : Promise.resolve();
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    expect(world.sent()).toEqual(['03-01 hello']);
    expect(world.counts()).toMatchObject({ exited: 1, active: 0 });
  });

  test('an exit of before a message in a queue keeps it from being sent', async () => {
    const world = await live({ from: '03-01', journeys: [{ exit: [{ event: 'left' }] }] });
    await world.arrives(on('03-01', 'start'));
    await world.engine.runner.driveNext();
    await world.arrives(on('03-01', 'left'));
    await world.settle();
    expect(world.sent()).toEqual([]);
  });

  test('an exit that comes just before a run is started leaves it no step', async () => {
    const world = await live({
      from: '03-01',
      journeys: [{ exit: [{ event: 'left' }], steps: [{ type: 'wait', for: 'P1D' }, say('hello')] }],
    });
    const { runner } = world.ports;
    world.ports.runner = {
      ...runner,
      async start(execution) {
        await world.arrives(on('03-01 00:00:01', 'left'));
        await runner.start(execution);
      },
    };
    await world.arrives(on('03-01', 'start'));
    await world.goTo('03-20');
    expect(world.sent()).toEqual([]);
    expect(world.counts()).toMatchObject({ entered: 1, exited: 1 });
    expect(world.engine.executions.transitions()).toBe(0);
  });

  test('an exit that comes at any moment leaves no run half alive', async () => {
    for (let turns = 0; turns < 120; turns += 1) {
      const world = await live({
        from: '03-01',
        journeys: [
          {
            exit: [{ event: 'left' }],
            steps: [
              { type: 'update', set: { greeted: true } },
              { type: 'wait', for: 'P1D', at: '10:00' },
              say('hello'),
            ],
          },
        ],
      });
      await world.arrives(on('03-01', 'start'));
      const left = laterBy(turns).then(() => world.arrives(on('03-01 00:00:01', 'left')));
      await Promise.all([world.settle(), left]);
      await world.goTo('03-20');
      expect([turns, ...world.sent()]).toEqual([turns]);
      expect(world.counts()).toMatchObject({ exited: 1, active: 0 });
      expect(world.engine.runner.nextDueAt()).toBeUndefined();
    }
  });
});

describe('an event after a run’s end that has not been noted yet', () => {
  async function finished(fields: object) {
    const world = await live({
      from: '03-01',
      journeys: [{ steps: [{ type: 'update', set: { greeted: true } }], ...fields }],
    });
    await world.arrives(on('03-01', 'start'));
    await world.engine.runner.driveNext();
    return world;
  }

  test('ends nothing: the run has completed', async () => {
    const world = await finished({ exit: [{ event: 'left' }] });
    await world.arrives(on('03-01', 'left'));
    await world.settle();
    expect(world.counts()).toMatchObject({ completed: 1, exited: 0 });
  });

  test('may start the next run', async () => {
    const world = await finished({ reentry: 'always' });
    await world.arrives(on('03-01 00:00:01', 'start'));
    await world.settle();
    expect(world.counts()).toMatchObject({ entered: 2, completed: 2 });
  });
});
