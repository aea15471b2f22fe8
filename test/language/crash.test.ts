// What a crash leaves half done is made good when the event is delivered again.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import { describe, expect, test } from 'vitest';
import type { Ports } from '../../lib/ports.ts';
import { say } from './journeys.ts';
import { type Live, live } from './live.ts';
import { on } from './moments.ts';

/** Lets one call of a port fail, as a crash at that place would. */
function crashOnce<Name extends keyof Ports>({ ports }: Live, name: Name, method: keyof Ports[Name]): void {
  const port = ports[name];
  let crashed = false;
  ports[name] = new Proxy(port, {
    get(target, key, receiver) {
      if (key !== method || crashed) return Reflect.get(target, key, receiver);
      return async () => {
        crashed = true;
        throw new Error(`crashed in ${name}.${String(method)}`);
      };
    },
  });
}

async function twiceDelivered(world: Live, happening: ReturnType<typeof on>): Promise<void> {
  const event = { ...happening, id: 'delivered-twice' };
  await expect(world.arrives(event)).rejects.toThrow('crashed');
  await world.settle();
  await world.arrives(event);
  await world.settle();
}

const order = on('03-02', 'order.placed');

describe('a crash while an event is handled', () => {
  test.each([
    ['runs', 'watching'],
    ['runs', 'enrolment'],
    ['runs', 'claim'],
    ['decisions', 'add'],
    ['runner', 'start'],
    ['timeline', 'markDone'],
  ] as const)('in %s.%s: its journey starts once, when it comes again', async (port, method) => {
    const world = await live({
      from: '03-02',
      journeys: [{ trigger: { type: 'event', event: 'order.placed' } }],
    });
    // `as`, because the table cannot say which method belongs to which port.
    crashOnce(world, port, method as never);
    await twiceDelivered(world, order);
    expect(world.sent()).toEqual(['03-02 thanks']);
    expect(world.counts()).toMatchObject({ entered: 1, completed: 1 });
  });

  test.each([
    ['waits', 'open'],
    ['waits', 'satisfy'],
    ['runner', 'succeed'],
    ['timeline', 'markDone'],
  ] as const)('in %s.%s: the run that waits for it wakes once', async (port, method) => {
    const waitFor = { type: 'waitFor', event: 'order.placed', timeout: 'P5D' };
    const world = await live({
      from: '03-01',
      journeys: [
        {
          steps: [
            { ...waitFor, id: 'a', then: [say('one')] },
            { ...waitFor, id: 'b', since: 'entry', then: [say('two')] },
          ],
        },
      ],
    });
    await world.arrives(on('03-01', 'start'));
    await world.goTo('03-02');
    crashOnce(world, port, method as never);
    await twiceDelivered(world, order);
    await world.goTo('03-20');
    expect(world.sent()).toEqual(['03-02 one']);
  });

  test.each([
    ['runs', 'end'],
    ['waits', 'close'],
    ['runner', 'stop'],
    ['timeline', 'markDone'],
  ] as const)('in %s.%s: the run that it ends does nothing more', async (port, method) => {
    const world = await live({
      from: '03-01',
      journeys: [
        {
          exit: [{ event: 'order.placed' }],
          steps: [
            { type: 'wait', for: 'P2D' },
            { type: 'update', set: { reached: true } },
            { type: 'emit', event: 'reached' },
            say('hello'),
          ],
        },
      ],
    });
    await world.arrives(on('03-01', 'start'));
    await world.goTo('03-02');
    crashOnce(world, port, method as never);
    await twiceDelivered(world, order);
    await world.goTo('03-20');
    expect(world.sent()).toEqual([]);
    expect((await world.stores.profiles.get('ann'))?.attributes).toEqual({});
    expect(world.counts()).toMatchObject({ exited: 1, active: 0 });
    expect(world.engine.runner.nextDueAt()).toBeUndefined();
  });

  test('between ending a run and stopping it: even before the event comes again, the run does nothing more', async () => {
    const world = await live({
      from: '03-01',
      journeys: [
        {
          exit: [{ event: 'order.placed' }],
          steps: [
            { type: 'wait', for: 'P2D' },
            { type: 'update', set: { reached: true } },
            { type: 'emit', event: 'reached' },
            say('hello'),
          ],
        },
      ],
    });
    await world.arrives(on('03-01', 'start'));
    await world.goTo('03-02');
    crashOnce(world, 'runner', 'stop');
    await expect(world.arrives(order)).rejects.toThrow('crashed');
    await world.goTo('03-20');
    expect(world.sent()).toEqual([]);
    expect((await world.stores.profiles.get('ann'))?.attributes).toEqual({});
    expect(await world.ports.timeline.read('ann', { types: ['reached'] })).toEqual([]);
  });

  test.each([
    ['changed', [{ steps: [say('new')] }]],
    ['gone', [{ id: 'another', trigger: { type: 'api' } }]],
  ])(
    'before a run is started: it runs as it was claimed, though its journey is %s by then',
    async (_how, journeys) => {
      const world = await live({ from: '03-01', journeys: [{ steps: [say('old')] }] });
      const event = { ...on('03-01', 'start'), id: 'delivered-twice' };
      crashOnce(world, 'runner', 'start');
      await expect(world.arrives(event)).rejects.toThrow('crashed');
      await world.redeploy({ journeys });
      await world.arrives(event);
      await world.settle();
      expect(world.sent()).toEqual(['03-01 old']);
      expect(world.counts()).toMatchObject({ entered: 1, completed: 1 });
    },
  );

  test('after a run was told of its event, in the very function that told it: it goes on once', async () => {
    const world = await live({
      from: '03-01',
      journeys: [
        {
          steps: [
            { type: 'wait', for: 'P1D' },
            { type: 'waitFor', event: 'order.placed', timeout: 'P5D', since: 'entry' },
            say('thanks'),
          ],
        },
      ],
    });
    await world.arrives(on('03-01', 'start'));
    await world.arrives(on('03-01 12:00', 'order.placed'));
    await world.goTo('03-01 18:00');
    crashOnce(world, 'decisions', 'add');
    await world.goTo('03-20');
    expect(world.sent()).toEqual(['03-02 thanks']);
    expect(world.counts()).toMatchObject({ completed: 1 });
  });

  test('a second delivery of an event that is done changes nothing', async () => {
    const world = await live({
      from: '03-01',
      journeys: [{ trigger: { type: 'event', event: 'order.placed' }, reentry: 'always' }],
    });
    const event = { ...order, id: 'one' };
    for (let copy = 0; copy < 3; copy += 1) {
      await world.arrives(event);
      await world.settle();
    }
    expect(world.counts()).toMatchObject({ entered: 1 });
  });
});

describe('what can never work', () => {
  test('a message whose template is gone fails its run, and is counted as failed', async () => {
    const world = await live({ from: '03-01', journeys: [{}] });
    await world.arrives(on('03-01', 'start'));
    world.ports.templates.get = async () => undefined;
    await world.settle();
    expect(world.counts()).toMatchObject({ entered: 1, failed: 1, active: 0 });
  });
});
