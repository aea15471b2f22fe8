// What becomes of a customer who asks to be erased, wherever their journeys stand at that moment.

import { describe, expect, test } from 'vitest';
import { requestErasure } from '../../functions/customers/erase.ts';
import { exportCustomer } from '../../functions/customers/export.ts';
import { OutcomeUnknownError } from '../../lib/journey/errors.ts';
import { say } from './journeys.ts';
import { type Live, live } from './live.ts';
import { on } from './moments.ts';

const wait = { type: 'wait', for: 'P1D' };
const registered = (at: string) => on(at, 'customer.registered', { email: 'ann@example.com' });

async function erased(world: Live, customer = 'ann') {
  await requestErasure(world.ports, customer);
  await world.settle();
  return world.ports.personalData.erasure(customer);
}

async function kept(world: Live, customer = 'ann') {
  return world.ports.personalData.ofCustomer(customer);
}

async function lateBy(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
}

describe('an erased customer', () => {
  test('who waits gets nothing more, and the run is stopped', async () => {
    const world = await live({ from: '03-01', journeys: [{ steps: [wait, say('later')] }] });
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    const [run] = await world.ports.runs.of('ann');

    expect(await erased(world)).toMatchObject({ removed: { profile: 1, events: 1, runs: 1, executions: 1 } });
    await world.goTo('03-10');
    expect(world.sent()).toEqual([]);
    expect(await world.ports.runner.describe(run?.id ?? '')).toBeUndefined();
    expect(await kept(world)).toEqual({});
  });

  test('who waits for an event is not woken by it', async () => {
    const steps = [{ type: 'waitFor', event: 'order', timeout: 'P9D' }, say('thanks')];
    const world = await live({ from: '03-01', journeys: [{ steps }] });
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    expect(await erased(world)).toMatchObject({ removed: { waits: 1 } });

    await world.arrives(on('03-02', 'order'));
    await world.goTo('03-20');
    expect(world.sent()).toEqual([]);
    expect(await kept(world)).toEqual({});
  });

  test('whose message is in the queue does not get it', async () => {
    const world = await live({ from: '03-01', journeys: [{}] });
    await world.arrives(on('03-01', 'start'));
    while (await world.engine.runner.driveNext());
    expect(world.engine.jobs.waiting('email')).toBe(1);

    expect(await erased(world)).toMatchObject({ removed: { jobs: expect.any(Number) } });
    expect(world.sent()).toEqual([]);
    expect(world.engine.jobs.buried()).toEqual([]);
  });

  test('whose message is just being sent is forgotten when it has gone', async () => {
    const world = await live({ from: '03-01', journeys: [{ steps: [say('one'), say('two')] }] });
    world.whileSending = async () => {
      await requestErasure(world.ports, 'ann');
    };
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    await world.goTo('03-02');
    expect(world.sent()).toEqual([]);
    expect(await kept(world)).toEqual({});
  });

  test.each([
    ['meets a broken connection', new OutcomeUnknownError('the connection broke')],
    ['is not taken, for now,', new Error('mailbox busy')],
  ])('whose message %s just then leaves nothing behind', async (_, error) => {
    const world = await live({
      from: '03-01',
      journeys: [{}],
      sending: { caps: [{ atMost: 1, within: 'P1D' }] },
    });
    world.whileSending = async () => {
      // The whole of an erasure, while the mail server is being talked to.
      await world.ports.personalData.begin('ann', world.clock.now());
      await world.ports.personalData.remove('ann');
      throw error;
    };
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    await world.goTo('03-03');
    expect(await kept(world)).toEqual({});
  });

  test('who complains afterwards is suppressed by the address, and by nothing else known', async () => {
    const world = await live({ from: '03-01', journeys: [{}] });
    await erased(world);
    const complaint = { channel: 'email', run: 'gone', step: 'thanks', address: 'ann@example.com' };
    await world.arrives(on('03-02', 'message.complained', complaint));
    expect(await world.ports.suppressions.get('email', 'ann@example.com')).toBeDefined();
    expect(await kept(world)).toEqual({});
  });

  test('is not known any more by what comes late, and that is counted', async () => {
    const world = await live({ from: '03-01', journeys: [{}] });
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    await erased(world);
    await world.arrives({ ...on('02-01', 'start'), id: 'late' });
    await world.arrives(on('03-02', 'start'));
    await world.goTo('03-03');

    expect(await kept(world)).toEqual({});
    expect(await world.ports.personalData.erasure('ann')).toMatchObject({ dropped: 2 });
  });

  test('who registers later begins anew', async () => {
    const trigger = { type: 'event', event: 'customer.registered' };
    const world = await live({ from: '03-01', journeys: [{ trigger, reentry: 'never', steps: [wait] }] });
    await world.arrives(registered('03-01'));
    await world.settle();
    await erased(world);
    await world.goTo('03-05');
    await world.arrives(registered('03-05'));
    await world.settle();

    expect(await kept(world)).toMatchObject({
      runs: [{ status: 'active', entry: { seq: expect.any(Number) } }],
    });
    await world.arrives({ ...on('02-27', 'start'), id: 'late' });
    expect((await kept(world)).events).toHaveLength(1);
  });

  test('is as unknown when erased twice, and nobody else is concerned', async () => {
    const world = await live({
      from: '03-01',
      customers: ['ann', 'bob'],
      journeys: [{ steps: [wait, say('later')] }],
    });
    await world.arrives(on('03-01', 'start'));
    await world.arrives(on('03-01', 'start', {}, 'bob'));
    await world.settle();
    await erased(world);
    await world.goTo('03-01 12:00');
    expect(await erased(world)).toMatchObject({ removed: {} });

    await world.goTo('03-03');
    expect(world.sent()).toEqual(['03-02 later']);
    expect(await exportCustomer(world.ports, 'ann')).toBeUndefined();
    expect(await exportCustomer(world.ports, 'bob')).toMatchObject({
      customerId: 'bob',
      records: { messages: [{ status: 'sent', content: { subject: 't/later' } }] },
    });
  });
});

describe('an erasure', () => {
  test('that stopped after it was asked for is completed by its job', async () => {
    const world = await live({ from: '03-01', journeys: [{ steps: [wait, say('later')] }] });
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    await world.ports.queues.put('erasures', {
      kind: 'erasure',
      customerId: 'ann',
      at: world.clock.now(),
      isLast: false,
    });
    await world.settle();
    expect(await kept(world)).toEqual({});
  });

  test('that stopped between any two of its parts is completed when it is repeated', async () => {
    for (const part of ['of', 'end', 'stop', 'remove', 'note'] as const) {
      const world = await live({ from: '03-01', journeys: [{ steps: [wait, say('later')] }] });
      await world.arrives(on('03-01', 'start'));
      await world.settle();
      failOnce(world, part);
      await requestErasure(world.ports, 'ann');
      await world.goTo('03-10');

      expect(world.sent()).toEqual([]);
      expect(await kept(world)).toEqual({});
      expect(await world.ports.personalData.erasure('ann')).toMatchObject({
        finishedAt: expect.any(Number),
      });
    }
  });

  test('asked for at any moment of the handling of an event leaves nothing of the customer', async () => {
    for (let turns = 0; turns < 60; turns += 1) {
      const world = await live({ from: '03-01', journeys: [{ steps: [say('one'), wait, say('two')] }] });
      const asked = lateBy(turns).then(() => requestErasure(world.ports, 'ann'));
      await Promise.all([world.arrives(on('03-01', 'start')), asked]);
      await world.settle();
      const soFar = world.sent();
      await world.goTo('03-10');

      expect(world.sent()).toEqual(soFar);
      expect(await kept(world)).toEqual({});
    }
  });
});

/** Lets one part of an erasure fail the first time that it is called. */
function failOnce({ ports }: Live, part: 'of' | 'end' | 'stop' | 'remove' | 'note'): void {
  const port =
    part === 'stop' ? ports.runner : part === 'of' || part === 'end' ? ports.runs : ports.personalData;
  const target = port as unknown as Record<string, (...args: unknown[]) => unknown>;
  const real = target[part];
  let calls = 0;
  target[part] = (...args) => {
    calls += 1;
    if (calls === 1) throw new Error(`stopped before ${part}`);
    return real?.(...args);
  };
}
