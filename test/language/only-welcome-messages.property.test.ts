// Whatever journeys, customers, consents and moments come together: what is sent is held against a second account of what
// everybody had said, which the test keeps as it tells it to the world.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestErasure } from '../../functions/customers/erase.ts';
import { resumeMarketing } from '../../functions/feedback/pause-by-rates.ts';
import type { JsonObject } from '../../lib/customer/json.ts';
import { isTopic, topics } from '../../lib/customer/topics.ts';
import { say } from './journeys.ts';
import { type Live, live } from './live.ts';
import { on, written } from './moments.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Over the night in which Europe's clocks change. */
const START = Date.UTC(2026, 2, 27, 10);

const channels = ['email', 'sms', 'push'] as const;
const customers = ['ann', 'ben'];
const [FIRST_HOUR, LAST_HOUR, CAP] = [9, 21, 3];

const sending = {
  caps: [{ atMost: CAP, within: 'P1D' }],
  quietHours: [{ from: '21:00', to: '09:00' }],
  timezone: 'Europe/Berlin',
};

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      channel: fc.constantFrom('email', 'sms', ['sms', 'email'], 'preferred'),
      purpose: fc.constantFrom('marketing', 'marketing', 'transactional'),
      holdBack: fc.constantFrom('wait', 'drop'),
      topic: fc.constantFrom(...topics),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('wait'), for: fc.constantFrom('PT3H', 'PT20H', 'P2D') }),
  },
);

const journeys = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

/** What happens: hours after what happened before. */
const act = fc.record({
  after: fc.integer({ min: 0, max: 20 }),
  customer: fc.constantFrom(...customers),
  does: fc.constantFrom(
    'starts',
    'starts',
    'starts',
    'leaves',
    'agrees',
    'bounces',
    'pauses',
    'resumes',
    'is erased',
  ),
  about: fc.constantFrom(...channels, ...topics, 'everything'),
});

type Act = { after: number; customer: string; does: string; about: string };

/** What has been said of a customer, in the order in which it was. */
type Account = { agreed: Set<string>; left: Set<string>; isSuppressed: boolean; isErased: boolean };

type Accounts = { of: Map<string, Account>; isPaused: boolean };

function opened(): Accounts {
  const account = (): Account => ({
    agreed: new Set(channels),
    left: new Set(),
    isSuppressed: false,
    isErased: false,
  });
  return { of: new Map(customers.map((customer) => [customer, account()])), isPaused: false };
}

/** Tells the world what the account is told. */
async function tell(world: Live, accounts: Accounts, { customer, does, about }: Act): Promise<void> {
  const account = accounts.of.get(customer);
  if (!account) return;
  const when = written(world.clock.now());
  const say = (type: string, properties: JsonObject = {}) =>
    world.arrives(on(when, type, properties, customer));
  const named: JsonObject = about === 'everything' ? {} : { [isTopic(about) ? 'topic' : 'channel']: about };
  switch (does) {
    case 'starts':
      return say('start');
    case 'leaves':
      if (about === 'everything') account.agreed.clear();
      if (isTopic(about)) account.left.add(about);
      account.agreed.delete(about);
      return say('customer.unsubscribed', named);
    case 'agrees':
      if (about === 'everything') return;
      // What is withdrawn at the same moment stays withdrawn; so consent comes a while later.
      await world.goTo(written(world.clock.now() + 1000));
      if (isTopic(about)) account.left.delete(about);
      else account.agreed.add(about);
      return world.arrives(on(written(world.clock.now()), 'customer.subscribed', named, customer));
    case 'bounces': {
      const mail = [...world.stores.messages.all()].find(
        ({ message }) =>
          message.customerId === customer && message.channel === 'email' && message.status === 'sent',
      );
      if (!mail) return;
      account.isSuppressed = true;
      const { runId: run, stepId, visit } = mail.message;
      const bounce = { bounceType: 'hard', address: `${customer}@example.com` };
      return say('message.bounced', { channel: 'email', run, step: stepId, visit, ...bounce });
    }
    case 'pauses':
      accounts.isPaused = true;
      await world.ports.pauses.pause({ journeyId: '', reason: 'by hand', by: 'Ops', at: world.clock.now() });
      return;
    case 'resumes':
      accounts.isPaused = false;
      await resumeMarketing(world.ports, '', 'Ops');
      return;
    case 'is erased':
      account.isErased = true;
      await requestErasure(world.ports, customer);
  }
}

const hourIn = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hour: '2-digit',
  hourCycle: 'h23',
});

test('nobody gets what they do not want or must not get, or anything twice', async () => {
  await fc.assert(
    fc.asyncProperty(journeys, fc.array(act, { minLength: 3, maxLength: 15 }), async (steps, acts) => {
      const topicOf = new Map<string, string>();
      const world = await live({
        from: written(START),
        customers,
        sending,
        journeys: steps.map((own, nth) => ({
          id: `j${nth}`,
          reentry: 'always',
          steps: own.map((one, place) => {
            if ('type' in one) return one;
            topicOf.set(`m${nth}-${place}`, one.topic);
            return say(`m${nth}-${place}`, one);
          }),
        })),
      });
      const accounts = opened();
      const keys: string[] = [];
      const sentAt = new Map<string, number[]>();
      world.whileSending = async (id, { key, purpose, to, message }, channel) => {
        const customer = message?.customerId ?? '';
        const account = accounts.of.get(customer);
        expect(account).toMatchObject({ isErased: false });
        keys.push(key);
        if (channel === 'email')
          expect([to, account?.isSuppressed]).toEqual([`${customer}@example.com`, false]);
        if (purpose === 'transactional') return;
        const now = world.clock.now();
        expect(accounts.isPaused).toBe(false);
        expect(account?.agreed).toContain(channel);
        expect(account?.left).not.toContain(topicOf.get(id));
        const hour = Number(hourIn.format(now));
        expect(hour >= FIRST_HOUR && hour < LAST_HOUR, `it is ${hour} o'clock in Berlin`).toBe(true);
        const before = (sentAt.get(customer) ?? []).filter((at) => at > now - DAY);
        expect(before.length).toBeLessThan(CAP);
        sentAt.set(customer, [...before, now]);
      };
      for (const one of acts) {
        await world.goTo(written(world.clock.now() + one.after * HOUR + 1000));
        await tell(world, accounts, one);
        await world.settle();
      }
      await world.goTo(written(world.clock.now() + 20 * DAY));

      expect(new Set(keys).size).toBe(keys.length);
      for (const { message } of world.stores.messages.all()) {
        expect(message.status).toMatch(/^(sent|held)$/);
        expect(message.reason).not.toBe('');
      }
      expect([...world.stores.runs.all()].filter(({ status }) => status === 'active')).toEqual([]);
      expect(world.engine.jobs.buried()).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
