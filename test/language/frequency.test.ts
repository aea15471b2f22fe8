// How often and when customers are written to: caps, quiet hours, priority, and what becomes of messages that wait.

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import { OutcomeUnknownError, RefusedError } from '../../lib/journey/errors.ts';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { moment, on } from './moments.ts';
import { season } from './season.ts';

// Times are in UTC, which is where customers live whose zone is unknown.
const night = { quietHours: [{ from: '21:00', to: '09:00' }], spread: 'PT1S' };
const oneADay = { caps: [{ atMost: 1, within: 'P1D' }] };

/** A journey of one message, by the event that starts it. */
function sends(id: string, fields: JsonObject = {}, step: JsonObject = {}): JsonObject {
  return { id, trigger: { type: 'event', event: id }, steps: [say(id, step)], ...fields };
}

describe('in quiet hours', () => {
  const plan = { journeys: [sends('hello')], sending: night };

  test('a message waits until the morning, and goes out then', async () => {
    const { sent, report, counts } = await season({ ...plan, events: [on('03-01 22:00', 'hello')] });
    expect(sent()).toEqual(['03-02 09:00 hello']);
    expect(counts('hello')).toMatchObject({ completed: 1 });
    expect(report.waits).toEqual({ email: { messages: 1, reasons: { 'quiet-hours': 1 } } });
  });

  test('one of the day goes out at once, and takes one transition as ever', async () => {
    const by = async (sending: object | undefined, at: string) =>
      (await season({ journeys: plan.journeys, ...(sending && { sending }), events: [on(at, 'hello')] }))
        .report.transitions;
    const ordinary = await by(undefined, '03-01 12:00');
    expect(await by(night, '03-01 12:00')).toBe(ordinary);
    // The task that failed, and a wait: what waited costs two more.
    expect(await by(night, '03-01 22:00')).toBe(ordinary + 2);
  });

  test('it is the customer’s night, not ours', async () => {
    const { sent } = await season({
      ...plan,
      customers: [{ id: 'ann', timezone: 'Asia/Shanghai' }],
      events: [on('03-01 20:00', 'hello')],
    });
    expect(sent()).toEqual(['03-02 01:00 hello']);
  });

  test('the story says why it waited', async () => {
    const { explain } = await season({ ...plan, events: [on('03-01 22:00', 'hello')] });
    const decisions = await explain('ann', 'hello');
    expect(decisions.filter(({ stepId }) => stepId === 'hello')).toMatchObject([
      {
        outcome: 'postponed',
        reason: expect.stringMatching(/^waits until 2026-03-02T09:00:00.000Z; not by email: quiet-hours$/),
      },
      { outcome: 'sent', reason: 'consent' },
    ]);
  });

  test('a message that is to be dropped is dropped, and the run goes on', async () => {
    const { decided, counts } = await season({
      ...plan,
      journeys: [sends('hello', {}, { holdBack: 'drop' })],
      events: [on('03-01 22:00', 'hello')],
    });
    expect(decided()).toEqual(['hello email held: quiet-hours']);
    expect(counts('hello')).toMatchObject({ completed: 1 });
  });

  test('a transactional message goes out', async () => {
    const { sent } = await season({
      ...plan,
      journeys: [sends('hello', {}, { purpose: 'transactional' })],
      events: [on('03-01 22:00', 'hello')],
    });
    expect(sent()).toEqual(['03-01 22:00 hello']);
  });

  test('a channel that is not quiet is taken instead', async () => {
    const sending = { ...night, quietHours: [{ from: '21:00', to: '09:00', channels: ['sms'] }] };
    const { messages } = await season({
      journeys: [sends('hello', {}, { channel: ['sms', 'email'] })],
      sending,
      events: [on('03-01 22:00', 'hello')],
    });
    expect(messages).toMatchObject([{ channel: 'email', status: 'sent' }]);
  });
});

describe('a message that waits is decided anew before it goes', () => {
  const evening = { journeys: [sends('hello')], sending: night, from: '03-01 22:00' };

  test('who unsubscribes in the night gets nothing in the morning', async () => {
    const world = await live(evening);
    await world.arrives(on('03-01 22:00', 'hello'));
    await world.goTo('03-02 02:00');
    await world.arrives(on('03-02 02:00', 'customer.unsubscribed', { channel: 'email' }));
    await world.goTo('03-03');
    expect(world.sent()).toEqual([]);
    expect(world.counts('hello')).toMatchObject({ completed: 1 });
    const [message] = [...world.stores.messages.all()];
    expect(message?.message).toMatchObject({ status: 'held', reason: 'no-consent' });
  });

  test('whose run an event ends in the night gets nothing either', async () => {
    const journeys = [sends('hello', { exit: [{ event: 'order.placed' }] })];
    const world = await live({ ...evening, journeys });
    await world.arrives(on('03-01 22:00', 'hello'));
    await world.goTo('03-02 02:00');
    await world.arrives(on('03-02 02:00', 'order.placed'));
    await world.goTo('03-03');
    expect([...world.stores.messages.all()]).toEqual([]);
    expect(world.counts('hello')).toMatchObject({ exited: 1 });
  });

  test('and when it has gone out, it waits no longer', async () => {
    const world = await live(evening);
    const waiting = async () => (await world.ports.frequencies.of('ann')).frequency.waiting;
    await world.arrives(on('03-01 22:00', 'hello'));
    await world.settle();
    expect(await waiting()).toMatchObject([{ channels: ['email'], until: moment('03-02 09:00') }]);
    await world.goTo('03-02 10:00');
    expect(world.sent()).toEqual(['03-02 09:00 hello']);
    expect(await waiting()).toEqual([]);
  });

  test('with quiet hours that were changed in the meantime', async () => {
    const world = await live(evening);
    await world.arrives(on('03-01 22:00', 'hello'));
    await world.settle();
    const later = { ...night, quietHours: [{ from: '21:00', to: '10:30' }] };
    await world.redeploy({ ...evening, sending: later });
    await world.goTo('03-03');
    expect(world.sent()).toEqual(['03-02 10:30 hello']);
  });

  test('if it has waited for too long, it is dropped, and the reason says so', async () => {
    const world = await live({ ...evening, sending: { ...night, patience: 'PT12H' } });
    await world.arrives(on('03-01 22:00', 'hello'));
    await world.settle();
    const sunday = { ...night, patience: 'PT12H', quietHours: [...night.quietHours, { on: ['mon'] }] };
    await world.redeploy({ ...evening, sending: sunday });
    await world.goTo('03-05');
    const [message] = [...world.stores.messages.all()];
    expect(message?.message).toMatchObject({
      status: 'held',
      reason: 'quiet-hours, for longer than PT12H',
    });
    expect(world.counts('hello')).toMatchObject({ completed: 1 });
  });
});

describe('a cap', () => {
  const journeys = [sends('a'), sends('b'), sends('c')];

  test('holds across journeys, and what is over it waits until there is room', async () => {
    const { sent, report } = await season({
      journeys,
      sending: oneADay,
      events: [on('03-01 10:00', 'a'), on('03-01 12:00', 'b'), on('03-01 14:00', 'c')],
    });
    expect(sent()).toEqual(['03-01 10:00 a', '03-02 10:00 b', '03-03 10:00 c']);
    expect(report.waits?.email).toMatchObject({ messages: 2 });
  });

  test('is each customer’s own', async () => {
    const { sent } = await season({
      journeys,
      sending: oneADay,
      events: [on('03-01 10:00', 'a'), on('03-01 10:00', 'b', {}, 'ben')],
    });
    expect([...sent(), ...sent('ben')]).toEqual(['03-01 10:00 a', '03-01 10:00 b']);
  });

  test('drops what is not to wait', async () => {
    const { decided } = await season({
      journeys: [sends('a'), sends('b', {}, { holdBack: 'drop' })],
      sending: oneADay,
      events: [on('03-01 10:00', 'a'), on('03-01 12:00', 'b')],
    });
    expect(decided()).toEqual(['a email sent: consent', 'b email held: capped at 1 in P1D']);
  });

  test('does not count what was held or refused, and counts what may have gone out', async () => {
    const world = await live({ journeys, sending: oneADay, from: '03-01 10:00' });
    world.whileSending = async (step) => {
      if (step === 'a') throw new RefusedError('no such address');
      if (step === 'b') throw new OutcomeUnknownError('the connection broke');
    };
    await world.arrives(on('03-01 10:00', 'a'));
    await world.goTo('03-01 11:00');
    await world.arrives(on('03-01 11:00', 'b'));
    await world.goTo('03-01 12:00');
    await world.arrives(on('03-01 12:00', 'c'));
    await world.goTo('03-05');
    expect(world.sent()).toEqual(['03-02 11:00 c']);
    const all = [...world.stores.messages.all()].map(({ message }) => `${message.stepId} ${message.status}`);
    expect(all).toEqual(['a failed', 'b unknown', 'c sent']);
  });

  test('counts a message that needed several attempts once, when it went out', async () => {
    const world = await live({ journeys, sending: oneADay, from: '03-01 10:00' });
    world.whileSending = async (step) => {
      if (step === 'a' && world.clock.now() < moment('03-01 10:01')) throw new Error('try again');
    };
    await world.arrives(on('03-01 10:00', 'a'));
    await world.goTo('03-01 10:30');
    await world.arrives(on('03-01 10:30', 'b'));
    await world.goTo('03-05');
    const [a, b] = world.sent();
    expect(a).toMatch(/^03-01 10:01:\d\d a$/);
    expect(b).toBe(a?.replace('03-01', '03-02').replace(' a', ' b'));
    const { frequency } = await world.ports.frequencies.of('ann');
    expect(frequency).toMatchObject({ sends: [{ channel: 'email' }], waiting: [] });
  });

  test('has its place back from a message that could not go out, and whose run then ended', async () => {
    const exit = [{ event: 'order.placed' }];
    const world = await live({
      journeys: [sends('a', { exit }), sends('b')],
      sending: oneADay,
      from: '03-01 10:00',
    });
    world.whileSending = async (step) => {
      if (step === 'a') throw new Error('try again');
    };
    await world.arrives(on('03-01 10:00', 'a'));
    await world.goTo('03-01 10:01');
    await world.arrives(on('03-01 10:01', 'order.placed'));
    await world.arrives(on('03-01 10:01', 'b'));
    await world.settle();
    expect(world.sent()).toEqual(['03-01 10:01 b']);
  });

  test('of messages at once is not exceeded, whatever comes between deciding and sending', async () => {
    const many = Array.from({ length: 8 }, (_, nth) => sends(`m${nth}`));
    const world = await live({
      journeys: many,
      sending: { caps: [{ atMost: 3, within: 'P1D' }] },
      from: '03-01 10:00',
    });
    for (const { id } of many) await world.arrives(on('03-01 10:00', String(id)));
    await world.goTo('03-01 20:00');
    expect(world.sent()).toHaveLength(3);
    await world.goTo('03-02 20:00');
    expect(world.sent()).toHaveLength(6);
    await world.goTo('03-05');
    expect(world.sent()).toHaveLength(8);
  });
});

describe('priority decides who waits', () => {
  test('of two messages at the same moment, that of the higher journey goes out, whoever asked first', async () => {
    const orders = [
      [0, 10],
      [10, 0],
    ] as const;
    for (const [a, b] of orders) {
      const journeys = [
        sends('a', { trigger: { type: 'event', event: 'start' }, priority: a }),
        sends('b', { trigger: { type: 'event', event: 'start' }, priority: b }),
      ];
      const { sent } = await season({ journeys, sending: oneADay, events: [on('03-01 10:00', 'start')] });
      const [first, second] = sent();
      expect(first).toBe(`03-01 10:00 ${a === 10 ? 'a' : 'b'}`);
      expect(second).toBe(`03-02 10:00 ${a === 10 ? 'b' : 'a'}`);
    }
  });

  test('also where they come from waits of weeks', async () => {
    const waiting = (id: string, priority: number, days: string) =>
      sends(id, {
        priority,
        steps: [{ type: 'wait', for: days, at: '10:00' }, say(id)],
      });
    const { sent } = await season({
      journeys: [waiting('low', 0, 'P3D'), waiting('high', 1, 'P2D')],
      sending: oneADay,
      events: [on('03-01 08:00', 'low'), on('03-02 08:00', 'high')],
    });
    expect(sent()).toEqual(['03-04 10:00 high', '03-05 10:00 low']);
  });

  test('a message that comes in the morning leaves the place to one that waited through the night', async () => {
    const { sent } = await season({
      journeys: [sends('high', { priority: 5 }), sends('low')],
      sending: { ...night, ...oneADay, spread: 'PT1H' },
      events: [on('03-01 22:00', 'high'), on('03-02 09:00', 'low')],
    });
    expect(sent()[0]).toMatch(/^03-02 09:\d\d(:\d\d)? high$/);
    expect(sent()[1]).toMatch(/^03-03 09:\d\d(:\d\d)? low$/);
  });

  test('but not to one whose run has ended: nobody waits for the dead', async () => {
    const { sent } = await season({
      journeys: [sends('high', { priority: 5, exit: [{ event: 'order.placed' }] }), sends('low')],
      sending: { ...night, ...oneADay, spread: 'PT1H' },
      events: [on('03-01 22:00', 'high'), on('03-02 03:00', 'order.placed'), on('03-02 09:00', 'low')],
    });
    expect(sent()).toEqual(['03-02 09:00 low']);
  });

  test('a message without a rival takes the last place at once', async () => {
    const { sent } = await season({
      journeys: [sends('high', { priority: 5 }), sends('low')],
      sending: oneADay,
      events: [on('03-01 10:00', 'low')],
    });
    expect(sent()).toEqual(['03-01 10:00 low']);
  });

  test('messages that waited through the night go out in order: by priority, then by time', async () => {
    const { sent } = await season({
      journeys: [sends('first'), sends('second'), sends('urgent', { priority: 1 })],
      sending: night,
      events: [on('03-01 22:00', 'first'), on('03-01 23:00', 'second'), on('03-02 01:00', 'urgent')],
    });
    expect(sent()).toEqual(['03-02 09:00 urgent', '03-02 09:01 first', '03-02 09:01 second']);
  });
});

test('messages to many customers go out over a while in the morning, and each time at the same moments', async () => {
  const customers = Array.from({ length: 60 }, (_, nth) => `c${nth}`);
  const play = () =>
    season({
      journeys: [sends('hello')],
      sending: { ...night, spread: 'PT30M' },
      events: customers.map((customer) => on('03-01 22:00', 'hello', {}, customer)),
    });
  const { messages } = await play();
  const minutes = messages.map(({ at }) => Math.floor((Date.parse(at) - moment('03-02 09:00')) / 60_000));
  expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...minutes)).toBeLessThan(30);
  expect(new Set(minutes).size).toBeGreaterThan(15);
  expect((await play()).messages).toEqual(messages);
});
