// Conditions: the profile, the starting event, behaviour, consent and the messages of the run.

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import type { Customer } from '../../lib/customer/profile.ts';
import { ConditionSchema } from '../../lib/journey/condition/condition.ts';
import { say } from './journeys.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

type Told = { customer?: Omit<Customer, 'id'>; journey?: JsonObject; before?: JsonObject[] };

/** Whether a condition holds in a branch two days after the start on 10 March. */
async function holdsFor(when: JsonObject, events: ReturnType<typeof on>[] = [], told: Told = {}) {
  const { sent, counts } = await season({
    journeys: [
      {
        steps: [
          ...(told.before ?? []),
          { type: 'wait', for: 'P2D' },
          { type: 'branch', cases: [{ when, steps: [say('yes')] }], else: [say('no')] },
        ],
        ...told.journey,
      },
    ],
    customers: [{ id: 'ann', ...told.customer }],
    events: [on('03-10', 'start', { total: 50, address: { city: 'Bonn' } }), ...events],
  });
  expect(counts().failed).toBe(0);
  return sent().includes('03-12 yes');
}

describe('all, any and not', () => {
  const yes = { trigger: 'total', eq: 50 };
  const no = { trigger: 'total', eq: 51 };

  test.each([
    [{ all: [yes, yes] }, true],
    [{ all: [yes, no] }, false],
    [{ any: [no, yes] }, true],
    [{ any: [no, no] }, false],
    [{ not: no }, true],
    [{ all: [yes, { not: { any: [no, { not: yes }] } }] }, true],
  ])('%j is %j', async (when, expected) => {
    expect(await holdsFor(when)).toBe(expected);
  });

  test.each([
    [{}],
    [{ all: [] }],
    [{ any: [] }],
    [{ not: {} }],
    [{ all: [{}] }],
    [{ event: 'x', where: {} }],
  ])('%j is an error, never "always true"', (condition) => {
    expect(ConditionSchema.safeParse(condition).success).toBe(false);
  });
});

describe('the profile and the starting event', () => {
  test('are read by dotted paths', async () => {
    const customer = { attributes: { pet: { name: 'Rex' }, 'shoe.size': 42 } };
    expect(await holdsFor({ attribute: 'pet.name', eq: 'Rex' }, [], { customer })).toBe(true);
    expect(await holdsFor({ attribute: 'pet.age', exists: false }, [], { customer })).toBe(true);
    expect(await holdsFor({ attribute: 'shoe.size', eq: 42 }, [], { customer })).toBe(true);
    expect(await holdsFor({ trigger: 'address.city', eq: 'Bonn' })).toBe(true);
  });

  test('hold the customer’s own fields, which no attribute of that name hides', async () => {
    const customer = { locale: 'zh', attributes: { locale: 'made-up', id: 'made-up' } };
    expect(await holdsFor({ attribute: 'locale', eq: 'zh' }, [], { customer })).toBe(true);
    expect(await holdsFor({ attribute: 'id', eq: 'ann' }, [], { customer })).toBe(true);
  });

  test('are as they are now: an update of in between counts', async () => {
    const vip = { attribute: 'vip', eq: true };
    expect(await holdsFor(vip, [on('03-11', 'customer.updated', { vip: true })])).toBe(true);
    expect(await holdsFor(vip, [on('03-13', 'customer.updated', { vip: true })])).toBe(false);
  });
});

describe('behaviour', () => {
  const order = (when: string, total: number | string = 10) => on(when, 'order.placed', { total });
  const ordered = (fields: JsonObject = {}) => ({ event: 'order.placed', ...fields });

  test('without count or sum is at least one', async () => {
    expect(await holdsFor(ordered(), [order('03-01')])).toBe(true);
    expect(await holdsFor(ordered())).toBe(false);
    expect(await holdsFor(ordered(), [order('03-12 00:00:01')])).toBe(false);
  });

  test('within a time counts back from now', async () => {
    const recent = ordered({ within: 'P3D' });
    expect(await holdsFor(recent, [order('03-09')])).toBe(true);
    expect(await holdsFor(recent, [order('03-08 23:59:59')])).toBe(false);
  });

  test('since entry counts what came after the starting event', async () => {
    const since = ordered({ since: 'entry' });
    expect(await holdsFor(since, [order('03-09')])).toBe(false);
    expect(await holdsFor(since, [order('03-10 00:00:01')])).toBe(true);
    // Recorded after the start, at the same instant.
    expect(await holdsFor(since, [order('03-10')])).toBe(true);
  });

  test('since entry never counts the starting event itself', async () => {
    const told = { journey: { trigger: { type: 'event', event: 'order.placed' } } };
    const { counts } = await season({
      journeys: [
        {
          trigger: told.journey.trigger,
          steps: [
            {
              type: 'branch',
              cases: [{ when: ordered({ since: 'entry' }), steps: [{ type: 'exit', outcome: 'since' }] }],
            },
            {
              type: 'branch',
              cases: [{ when: ordered(), steps: [{ type: 'exit', outcome: 'ever' }] }],
            },
          ],
        },
      ],
      events: [order('03-10')],
    });
    expect(counts().outcomes).toEqual({ ever: 1 });
  });

  test('is asked for its where', async () => {
    const large = ordered({ where: { total: { gte: 20 } } });
    expect(await holdsFor(large, [order('03-01', 10)])).toBe(false);
    expect(await holdsFor(large, [order('03-01', 20)])).toBe(true);
    const sameTotal = ordered({ where: { total: { ref: 'trigger.total' } } });
    expect(await holdsFor(sameTotal, [order('03-01', 50)])).toBe(true);
    expect(await holdsFor(sameTotal, [order('03-01', 49)])).toBe(false);
  });

  test('may be counted', async () => {
    const two = [order('03-01'), order('03-02')];
    expect(await holdsFor(ordered({ count: { gte: 2 } }), two)).toBe(true);
    expect(await holdsFor(ordered({ count: { gte: 3 } }), two)).toBe(false);
    expect(await holdsFor(ordered({ count: { eq: 0 } }))).toBe(true);
    expect(await holdsFor(ordered({ count: { lt: 2 } }), two)).toBe(false);
    expect(await holdsFor(ordered({ count: { ne: 2 } }), two)).toBe(false);
    expect(await holdsFor(ordered({ count: { gt: 1, lte: 2 } }), two)).toBe(true);
  });

  test('may be summed; what is no number adds nothing', async () => {
    const sum = (limits: JsonObject) => ordered({ sum: { property: 'total', ...limits } });
    const events = [
      order('03-01', 30),
      order('03-02', 12.5),
      order('03-03', 'much'),
      on('03-04', 'order.placed'),
    ];
    expect(await holdsFor(sum({ eq: 42.5 }), events)).toBe(true);
    expect(await holdsFor(sum({ gt: 42.5 }), events)).toBe(false);
    expect(await holdsFor(sum({ lte: 0 }))).toBe(true);
  });

  test('may be counted and summed: both must hold', async () => {
    const both = ordered({ count: { gte: 2 }, sum: { property: 'total', gte: 25 } });
    expect(await holdsFor(both, [order('03-01', 30)])).toBe(false);
    expect(await holdsFor(both, [order('03-01', 10), order('03-02', 10)])).toBe(false);
    expect(await holdsFor(both, [order('03-01', 10), order('03-02', 20)])).toBe(true);
  });
});

describe('consent', () => {
  const agreed = { consent: 'sms' };
  const asGiven = async (customer: Omit<Customer, 'id'>, ...events: ReturnType<typeof on>[]) => {
    const { counts } = await season({
      journeys: [{ audience: agreed }],
      customers: [{ id: 'ann', ...customer }],
      events: [...events, on('03-10', 'start')],
      asGiven: true,
    });
    return counts().entered === 1;
  };

  test('is there only if it was given', async () => {
    expect(await asGiven({ consent: { sms: true } })).toBe(true);
    expect(await asGiven({ consent: { sms: false } })).toBe(false);
    expect(await asGiven({ consent: { email: true } })).toBe(false);
    expect(await asGiven({})).toBe(false);
  });

  test('follows what the customer said last, in whatever order it arrives', async () => {
    const yes = on('03-02', 'customer.subscribed', { channel: 'sms' });
    const no = on('03-03', 'customer.unsubscribed', { channel: 'sms' });
    expect(await asGiven({}, yes)).toBe(true);
    expect(await asGiven({}, yes, no)).toBe(false);
    expect(await asGiven({ consent: { sms: true } }, on('03-03', 'customer.unsubscribed'))).toBe(false);
    expect(await asGiven({}, on('03-03', 'customer.unsubscribed'), { ...yes, at: '03-04' })).toBe(true);
  });
});

describe('consent to a topic', () => {
  const entered = async (consent: Record<string, boolean>) => {
    const { counts } = await season({
      journeys: [{ audience: { consent: 'offers' } }],
      customers: [{ id: 'ann', consent }],
      events: [on('03-10', 'start')],
      asGiven: true,
    });
    return counts().entered === 1;
  };

  test('holds for whoever agreed to a channel and has not withdrawn from the topic', async () => {
    expect(await entered({ sms: true })).toBe(true);
    expect(await entered({ sms: true, offers: true })).toBe(true);
    expect(await entered({ sms: true, offers: false })).toBe(false);
    expect(await entered({ sms: true, service: false })).toBe(true);
    expect(await entered({ sms: false, offers: true })).toBe(false);
    expect(await entered({ offers: true })).toBe(false);
  });
});

describe('what became of a message', () => {
  const before = [say('hello', { channel: 'sms' })];
  const sent = { message: 'hello', was: 'sent' };
  const held = { message: 'hello', was: 'held' };

  test('it was sent', async () => {
    expect(await holdsFor(sent, [], { before })).toBe(true);
    expect(await holdsFor(held, [], { before })).toBe(false);
  });

  test('it was held', async () => {
    // What can be reached is given at the first; unsubscribing takes it away.
    const left = [on('03-09', 'customer.unsubscribed', { channel: 'sms' })];
    expect(await holdsFor(sent, left, { before })).toBe(false);
    expect(await holdsFor(held, left, { before })).toBe(true);
  });

  test('it has not been reached', async () => {
    const before = [{ type: 'branch', cases: [{ when: { event: 'never' }, steps: [say('hello')] }] }];
    expect(await holdsFor(sent, [], { before })).toBe(false);
    expect(await holdsFor({ not: held }, [], { before })).toBe(true);
  });

  test('of another run does not count', async () => {
    const { sent } = await season({
      journeys: [
        {
          reentry: 'always',
          steps: [
            {
              type: 'branch',
              cases: [{ when: { message: 'hello', was: 'sent' }, steps: [] }],
              else: [say('hello')],
            },
          ],
        },
      ],
      events: [on('03-01', 'start'), on('03-02', 'start')],
    });
    expect(sent()).toEqual(['03-01 hello', '03-02 hello']);
  });
});
