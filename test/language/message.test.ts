// `message`: by which channel, with whose consent, and what follows when it cannot be sent.

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import type { Customer } from '../../lib/customer/profile.ts';
import { PausedError, RefusedError, ThrottledError } from '../../lib/journey/errors.ts';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { moment, on } from './moments.ts';
import { season } from './season.ts';

const all: Omit<Customer, 'id'> = {
  email: 'ann@example.com',
  phone: '+15550100',
  pushToken: 'token',
  consent: { email: true, sms: true, push: true },
};

/** Lets other work go first, that many times. */
async function laterBy(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
}

/** What becomes of a message, and whether the run goes on. */
async function becomes(fields: JsonObject, customer: Omit<Customer, 'id'>) {
  const { decided, counts } = await season({
    journeys: [{ steps: [say('m', fields), { type: 'exit', outcome: 'went-on' }] }],
    customers: [{ id: 'ann', ...customer }],
    events: [on('03-01', 'start')],
    asGiven: true,
  });
  expect(counts().outcomes).toEqual({ 'went-on': 1 });
  return decided();
}

describe('the channel', () => {
  const { email: _email, ...noEmail } = all;

  test('is the one that is named', async () => {
    expect(await becomes({ channel: 'sms' }, all)).toEqual(['m sms sent: consent']);
  });

  test('is the first of a list that may and can be used', async () => {
    const channel = ['email', 'sms'];
    expect(await becomes({ channel }, all)).toEqual(['m email sent: consent']);
    expect(await becomes({ channel }, noEmail)).toEqual(['m sms sent: consent']);
    expect(await becomes({ channel }, { ...all, consent: { sms: true } })).toEqual(['m sms sent: consent']);
  });

  test('is the one that the customer prefers, and else one that works', async () => {
    const prefers = (channel: string) => ({ ...all, attributes: { preferredChannel: channel } });
    expect(await becomes({ channel: 'preferred' }, prefers('sms'))).toEqual(['m sms sent: consent']);
    expect(await becomes({ channel: 'preferred' }, all)).toEqual(['m email sent: consent']);
    expect(await becomes({ channel: 'preferred' }, prefers('pigeon'))).toEqual(['m email sent: consent']);
    const noSms = { ...prefers('sms'), consent: { push: true } };
    expect(await becomes({ channel: 'preferred' }, noSms)).toEqual(['m push sent: consent']);
  });
});

describe('consent', () => {
  test('is needed for marketing: without it the message is held, and the run goes on', async () => {
    expect(await becomes({}, { email: 'ann@example.com' })).toEqual(['m email held: no-consent']);
    const said = { email: 'ann@example.com', consent: { email: false } };
    expect(await becomes({}, said)).toEqual(['m email held: no-consent']);
  });

  test('on one channel is no consent on another', async () => {
    const said = { ...all, consent: { sms: true } };
    expect(await becomes({ channel: ['email', 'push'] }, said)).toEqual(['m email held: no-consent']);
  });

  test('is not needed for a transactional message', async () => {
    expect(await becomes({ purpose: 'transactional' }, { email: 'ann@example.com' })).toEqual([
      'm email sent: transactional',
    ]);
  });

  test('an address is always needed', async () => {
    expect(await becomes({ purpose: 'transactional' }, {})).toEqual(['m email held: no-address']);
    expect(await becomes({}, { consent: { email: true } })).toEqual(['m email held: no-address']);
  });

  test('counts as it is when the message is to be sent', async () => {
    const { decided } = await season({
      journeys: [{ steps: [{ type: 'wait', for: 'P1D' }, say('m')] }],
      events: [on('03-01', 'start'), on('03-01 12:00', 'customer.unsubscribed')],
    });
    expect(decided()).toEqual(['m email held: no-consent']);
  });
});

describe('a topic', () => {
  const without = (...withdrawn: string[]) => ({
    ...all,
    consent: { ...all.consent, ...Object.fromEntries(withdrawn.map((topic) => [topic, false])) },
  });

  test('from which the customer has withdrawn gets them no marketing, on no channel', async () => {
    const channel = ['email', 'sms'];
    expect(await becomes({ channel, topic: 'offers' }, without('offers'))).toEqual([
      'm email held: no-consent-to-topic',
    ]);
    expect(await becomes({ channel, topic: 'offers' }, without('newsletters'))).toEqual([
      'm email sent: consent',
    ]);
    expect(await becomes({ channel, topic: 'offers' }, all)).toEqual(['m email sent: consent']);
  });

  test('is no consent to a channel', async () => {
    const said = { ...all, consent: { offers: true } };
    expect(await becomes({ topic: 'offers' }, said)).toEqual(['m email held: no-consent']);
  });

  test('keeps back no transactional message, and none that names no topic', async () => {
    const said = without('offers', 'service');
    expect(await becomes({ topic: 'service', purpose: 'transactional' }, said)).toEqual([
      'm email sent: transactional',
    ]);
    expect(await becomes({}, said)).toEqual(['m email sent: consent']);
  });
});

describe('a withdrawal', () => {
  const withdraws = (at: string, properties: JsonObject = {}) => on(at, 'customer.unsubscribed', properties);

  test('reaches a message that is in its queue already', async () => {
    const world = await live({ from: '03-01', journeys: [{}] });
    await world.arrives(on('03-01', 'start'));
    await world.engine.runner.driveNext();
    await world.arrives(withdraws('03-01', { channel: 'email' }));
    await world.settle();
    expect(world.sent()).toEqual([]);
  });

  test('between the decision and the claim is heard, of a channel as of a topic', async () => {
    for (const properties of [{ channel: 'email' }, { topic: 'offers' }, {}]) {
      const world = await live({ from: '03-01', journeys: [{ steps: [say('m', { topic: 'offers' })] }] });
      const { claim } = world.ports.messages;
      let claims = 0;
      world.ports.messages = {
        ...world.ports.messages,
        async claim(message, condition) {
          claims += 1;
          if (claims === 1) await world.arrives(withdraws('03-01', properties));
          return claim(message, condition);
        },
      };
      await world.arrives(on('03-01', 'start'));
      await world.settle();
      expect(world.sent()).toEqual([]);
      expect(claims).toBe(2);
      expect(world.counts()).toMatchObject({ completed: 1 });
    }
  });

  test('between the two does not keep back what is transactional', async () => {
    const world = await live({
      from: '03-01',
      journeys: [{ steps: [say('m', { purpose: 'transactional' })] }],
    });
    const { claim } = world.ports.messages;
    world.ports.messages = {
      ...world.ports.messages,
      async claim(message, condition) {
        await world.arrives(withdraws('03-01'));
        return claim(message, condition);
      },
    };
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    expect(world.sent()).toEqual(['03-01 m']);
  });

  test('at any moment lets no message be claimed after it', async () => {
    for (let turns = 0; turns < 60; turns += 1) {
      const world = await live({ from: '03-01', journeys: [{}] });
      const { claim } = world.ports.messages;
      let withdrawn = false;
      const claimedLate: boolean[] = [];
      world.ports.messages = {
        ...world.ports.messages,
        async claim(message, condition) {
          const isLate = withdrawn && message.status === 'claimed';
          const answer = await claim(message, condition);
          if (isLate) claimedLate.push(answer === 'claimed');
          return answer;
        },
      };
      await world.arrives(on('03-01', 'start'));
      const leaving = laterBy(turns).then(async () => {
        await world.arrives(withdraws('03-01'));
        withdrawn = true;
      });
      await Promise.all([world.settle(), leaving]);
      await world.settle();
      expect(claimedLate).not.toContain(true);
      expect(world.counts()).toMatchObject({ completed: 1 });
    }
  });
});

describe('a message that fails', () => {
  async function refused(fields: JsonObject) {
    const world = await live({ from: '03-01', journeys: [{ steps: [say('m', fields), say('next')] }] });
    world.whileSending = async (step) => {
      if (step === 'm') throw new RefusedError('no such mailbox');
    };
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    return world;
  }

  test('lets the run go on, if nothing else is said', async () => {
    const world = await refused({});
    expect(world.sent()).toEqual(['03-01 next']);
    expect(world.counts()).toMatchObject({ completed: 1, failed: 0 });
  });

  test('ends the run, if that is what its onFailure says', async () => {
    const world = await refused({ onFailure: 'exit' });
    expect(world.sent()).toEqual([]);
    expect(world.counts()).toMatchObject({ exited: 1, failed: 0, outcomes: { 'message-failed': 1 } });
  });

  test('held back is no failure, even with onFailure: exit', async () => {
    const { counts } = await season({
      journeys: [{ steps: [say('m', { onFailure: 'exit' })] }],
      events: [on('03-01', 'start')],
      asGiven: true,
    });
    expect(counts()).toMatchObject({ completed: 1, exited: 0 });
  });

  test('for the moment is tried again, and sent once', async () => {
    const world = await live({ from: '03-01', journeys: [{}] });
    let tries = 0;
    world.whileSending = async () => {
      tries += 1;
      if (tries < 3) throw new Error('try later');
    };
    await world.arrives(on('03-01', 'start'));
    await world.goTo('03-02');
    expect(tries).toBe(3);
    expect(world.sent()).toHaveLength(1);
    expect(world.counts()).toMatchObject({ completed: 1 });
  });
});

describe('a template', () => {
  test('sees the customer, the trigger, the last event, the journey, the visit and the moment', async () => {
    const body =
      '{{ customer.name }}|{{ customer.nextTier }}|{{ trigger.orderId }}|{{ event.stars }}|' +
      '{{ journey.id }} {{ journey.name }}|{{ visit }}|{{ now }}';
    const world = await live({
      from: '03-01',
      tiers: [
        { name: 'bronze', orders: 0 },
        { name: 'silver', orders: 3 },
      ],
      templates: { 't/m': { 'sms.en.liquid': body } },
      journeys: [
        {
          name: { en: 'Reviews', zh: '评价' },
          steps: [
            {
              type: 'repeat',
              times: 2,
              steps: [
                { type: 'waitFor', event: 'review.written', timeout: 'P1D' },
                say('m', { channel: 'sms' }),
              ],
            },
          ],
        },
      ],
    });
    await world.arrives(on('03-01', 'customer.updated', { name: 'Ann' }));
    await world.arrives(on('03-01', 'start', { orderId: 'a' }));
    await world.settle();
    await world.arrives(on('03-01', 'review.written', { stars: 5 }));
    // The second wait times out: the last event is still the first review.
    await world.goTo('03-05');
    expect([...world.stores.messages.all()].map(({ content }) => content?.body)).toEqual([
      'Ann|silver|a|5|j Reviews|1|2026-03-01T00:00:00.000Z',
      'Ann|silver|a|5|j Reviews|2|2026-03-02T00:00:00.000Z',
    ]);
  });
});

describe('while sending is paused', () => {
  const hello = { journeys: [{ steps: [say('hello')] }], from: '03-01 10:00' };

  test('a message waits, an hour at a time, and goes out once', async () => {
    const world = await live(hello);
    const pausedUntil = moment('03-01 11:30');
    world.whileSending = async () => {
      if (world.clock.now() < pausedUntil) throw new PausedError('SES sends nothing for now');
    };
    await world.arrives(on('03-01 10:00', 'start'));
    await world.goTo('03-02');
    expect(world.sent()).toEqual(['03-01 12:00 hello']);
    expect(world.counts()).toMatchObject({ completed: 1, failed: 0 });
  });

  test('a message that is throttled for a whole day is not given up either', async () => {
    const world = await live(hello);
    const busyUntil = moment('03-02 10:00');
    world.whileSending = async () => {
      if (world.clock.now() < busyUntil) throw new ThrottledError('SES: Maximum sending rate exceeded');
    };
    await world.arrives(on('03-01 10:00', 'start'));
    await world.goTo('03-03');
    expect(world.sent()).toHaveLength(1);
    expect(world.counts()).toMatchObject({ completed: 1, failed: 0 });
  });

  test('the customer’s story says why it waits', async () => {
    const world = await live(hello);
    world.whileSending = async () => {
      throw new PausedError('SES sends nothing for now');
    };
    await world.arrives(on('03-01 10:00', 'start'));
    await world.goTo('03-04');
    expect(world.counts()).toMatchObject({ active: 1 });
    const decisions = await world.ports.decisions.of('ann');
    expect(decisions.filter(({ stepId }) => stepId === 'hello')).toMatchObject([
      {
        kind: 'step',
        outcome: 'postponed',
        reason: 'SES sends nothing for now; tried again at 2026-03-01T11:00:00.000Z',
      },
    ]);
  });
});
