// What every store of waits does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Waits } from '../../lib/ports.ts';
import { aWait, type Closing, tenAtOnce } from './examples.ts';

type Opened = { waits: Waits } & Closing;

export function waitsContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let waits: Waits;

  beforeEach(async () => {
    store = await make();
    ({ waits } = store);
  });
  afterEach(() => store.close());

  async function openSteps(eventType: string): Promise<string[]> {
    return (await waits.open('ana', eventType)).map((wait) => wait.stepId);
  }

  test('a registered wait is open to the events it listens to, and to no others', async () => {
    expect(await waits.register(aWait())).toEqual({ wait: aWait(), satisfiedBy: null });

    expect(await waits.open('ana', 'order.delivered')).toEqual([aWait()]);
    expect(await waits.open('ana', 'order.placed')).toEqual([]);
    expect(await waits.open('ben', 'order.delivered')).toEqual([]);
  });

  test('a wait for any of several events is open to each of them', async () => {
    await waits.register(aWait({ patterns: [{ event: 'order.delivered' }, { event: 'order.collected' }] }));

    expect(await openSteps('order.delivered')).toEqual(['delivery']);
    expect(await openSteps('order.collected')).toEqual(['delivery']);
  });

  test('open waits come in order of registration, however often they are registered', async () => {
    await waits.register(aWait({ runId: 'z', stepId: 'first' }));
    await waits.register(aWait({ runId: 'a', stepId: 'second' }));
    await waits.register(aWait({ runId: 'z', stepId: 'first', token: 'token-2' }));

    expect(await openSteps('order.delivered')).toEqual(['first', 'second']);
  });

  test('each step and visit of a run waits on its own', async () => {
    await waits.register(aWait());
    await waits.register(aWait({ visit: '2' }));
    await waits.satisfy(aWait(), 'delivered-1');

    expect(await waits.open('ana', 'order.delivered')).toEqual([aWait({ visit: '2' })]);
  });

  test('an event satisfies a wait, which then listens no more', async () => {
    await waits.register(aWait());

    expect(await waits.satisfy(aWait(), 'delivered-1')).toBe(true);
    expect(await openSteps('order.delivered')).toEqual([]);
    expect(await waits.satisfied('ana', 'follow-up-1')).toEqual([{ wait: aWait(), eventId: 'delivered-1' }]);
    expect(await waits.satisfied('ana', 'follow-up-2')).toEqual([]);
  });

  test('the same event satisfies its wait again, and another one does not', async () => {
    await waits.register(aWait());
    await waits.satisfy(aWait(), 'delivered-1');

    expect(await waits.satisfy(aWait(), 'delivered-1')).toBe(true);
    expect(await waits.satisfy(aWait(), 'delivered-2')).toBe(false);
    expect(await waits.satisfied('ana', 'follow-up-1')).toMatchObject([{ eventId: 'delivered-1' }]);
  });

  test('of ten events at once one satisfies the wait', async () => {
    await waits.register(aWait());

    const satisfied = await tenAtOnce((nth) => waits.satisfy(aWait(), `delivered-${nth}`));
    expect(satisfied.filter(Boolean)).toHaveLength(1);
    expect(await waits.satisfied('ana', 'follow-up-1')).toMatchObject([
      { eventId: `delivered-${satisfied.indexOf(true)}` },
    ]);
  });

  test('one event satisfies one wait of a run, even when it comes to ten of them at once', async () => {
    for (let round = 0; round < 10; round += 1) await waits.register(aWait({ visit: `${round}` }));

    const satisfied = await tenAtOnce((nth) => waits.satisfy(aWait({ visit: `${nth}` }), 'delivered-1'));
    expect(satisfied.filter(Boolean)).toHaveLength(1);
    expect(await waits.satisfied('ana', 'follow-up-1')).toHaveLength(1);
  });

  test('one event satisfies waits of different runs', async () => {
    await waits.register(aWait());
    await waits.register(aWait({ runId: 'follow-up-2' }));

    expect(await waits.satisfy(aWait(), 'delivered-1')).toBe(true);
    expect(await waits.satisfy(aWait({ runId: 'follow-up-2' }), 'delivered-1')).toBe(true);
  });

  test('a wait that was never registered takes no event', async () => {
    expect(await waits.satisfy(aWait(), 'delivered-1')).toBe(false);
  });

  test('a wait registered again keeps its event and takes the new token', async () => {
    await waits.register(aWait());
    await waits.satisfy(aWait(), 'delivered-1');

    expect(await waits.register(aWait({ token: 'token-2' }))).toEqual({
      wait: aWait({ token: 'token-2' }),
      satisfiedBy: 'delivered-1',
    });
  });

  test('an open wait registered again is woken by the new token', async () => {
    await waits.register(aWait());
    await waits.register(aWait({ token: 'token-2' }));

    expect(await waits.open('ana', 'order.delivered')).toEqual([aWait({ token: 'token-2' })]);
  });

  test('whoever holds an outdated token gives the wait nothing and takes nothing from it', async () => {
    await waits.register(aWait());
    await waits.register(aWait({ token: 'token-2' }));

    expect(await waits.satisfy(aWait(), 'delivered-1')).toBe(false);
    await waits.satisfy(aWait({ token: 'token-2' }), 'delivered-1');
    await waits.release(aWait());
    expect(await waits.satisfied('ana', 'follow-up-1')).toMatchObject([{ eventId: 'delivered-1' }]);
  });

  test('a wait whose token is dead gives its event back and takes no other', async () => {
    await waits.register(aWait());
    await waits.satisfy(aWait(), 'delivered-1');
    await waits.release(aWait());

    expect(await waits.satisfied('ana', 'follow-up-1')).toEqual([]);
    expect(await openSteps('order.delivered')).toEqual([]);
    expect(await waits.satisfy(aWait(), 'delivered-2')).toBe(false);
    expect(await waits.register(aWait())).toEqual({ wait: aWait(), satisfiedBy: null });
    expect(await openSteps('order.delivered')).toEqual([]);
  });

  test('an event that was given back may satisfy another wait of the run', async () => {
    await waits.register(aWait());
    await waits.register(aWait({ stepId: 'next' }));
    await waits.satisfy(aWait(), 'delivered-1');
    await waits.release(aWait());

    expect(await waits.satisfy(aWait({ stepId: 'next' }), 'delivered-1')).toBe(true);
  });

  test('a wait whose token was dead listens again when its step is tried again', async () => {
    await waits.register(aWait());
    await waits.satisfy(aWait(), 'delivered-1');
    await waits.release(aWait());
    const retried = aWait({ token: 'token-2' });

    expect(await waits.register(retried)).toEqual({ wait: retried, satisfiedBy: null });
    expect(await waits.satisfy(retried, 'delivered-1')).toBe(true);
  });

  test('closing a run closes its open waits and leaves what was satisfied', async () => {
    await waits.register(aWait({ stepId: 'satisfied' }));
    await waits.satisfy(aWait({ stepId: 'satisfied' }), 'delivered-1');
    await waits.register(aWait());
    await waits.register(aWait({ runId: 'follow-up-2', stepId: 'of another run' }));
    await waits.close('ana', 'follow-up-1');

    expect(await openSteps('order.delivered')).toEqual(['of another run']);
    expect(await waits.satisfy(aWait(), 'delivered-2')).toBe(false);
    expect(await waits.satisfied('ana', 'follow-up-1')).toMatchObject([{ eventId: 'delivered-1' }]);
  });

  test('the waits of a run that goes on after all are opened by a new token, and not before', async () => {
    await waits.register(aWait());
    await waits.close('ana', 'follow-up-1');
    await waits.reopen('ana', 'follow-up-1');
    expect(await openSteps('order.delivered')).toEqual([]);

    await waits.register(aWait({ token: 'token-2' }));
    expect(await openSteps('order.delivered')).toEqual(['delivery']);
    expect(await waits.satisfy(aWait(), 'delivered-1')).toBe(false);
    expect(await waits.satisfy(aWait({ token: 'token-2' }), 'delivered-1')).toBe(true);
  });

  test('what a wait was given, it keeps when its run goes on after all', async () => {
    await waits.register(aWait());
    await waits.satisfy(aWait(), 'delivered-1');
    await waits.close('ana', 'follow-up-1');
    await waits.reopen('ana', 'follow-up-1');

    expect(await waits.register(aWait({ token: 'token-2' }))).toMatchObject({ satisfiedBy: 'delivered-1' });
    expect(await openSteps('order.delivered')).toEqual([]);
  });

  test('a closed wait stays closed under a new token', async () => {
    await waits.register(aWait());
    await waits.close('ana', 'follow-up-1');
    await waits.register(aWait({ token: 'token-2' }));

    expect(await openSteps('order.delivered')).toEqual([]);
    expect(await waits.satisfy(aWait({ token: 'token-2' }), 'delivered-1')).toBe(false);
  });
}
