// What every store of personal data does, whatever stores it.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ConsentRecord, recordOf } from '../../lib/customer/consent-record.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import { ErasedError, ErasureUnderWayError } from '../../lib/journey/errors.ts';
import type { Ports } from '../../lib/ports.ts';
import {
  aCall,
  aDecision,
  aFrequency,
  aMessage,
  anEvent,
  aRun,
  aWait,
  type Closing,
  countOrder,
  day,
  minute,
  noon,
  tenAtOnce,
} from './examples.ts';

type Opened = Omit<Ports, 'clock' | 'bus' | 'runner' | 'queues' | 'senders' | 'links' | 'webhooks'> & Closing;

const content = { locale: 'en', body: 'Is all well with your shoes, Ana?' };

const registered = (at: number) => anEvent({ id: `registered-${at}`, type: 'customer.registered', at });

const inInbox = { id: 'follow-up-1:hello:', at: noon, locale: 'en', title: 'Hello', body: 'Welcome, Ana.' };

const agreeingToEmail = (profile: Profile): Profile => ({ ...profile, consent: { email: true } });

const evidenceOf = (customerId: string): ConsentRecord =>
  recordOf(
    anEvent({ customerId, type: 'customer.subscribed', properties: { channel: 'email' } }),
    noon,
  ) as ConsentRecord;

/** Something of every kind. */
async function fill(store: Opened, customerId = 'ana'): Promise<void> {
  await store.timeline.record(anEvent({ customerId }), countOrder);
  await store.profiles.change(customerId, 'import', agreeingToEmail, () => evidenceOf(customerId));
  await store.runs.claim(aRun({ customerId }), 0);
  await store.waits.register(aWait({ customerId }));
  await store.messages.claim(aMessage({ customerId }));
  await store.messages.record(aMessage({ customerId, status: 'sent' }), content);
  const { runId, journeyId, stepId, visit } = aMessage();
  const delivered = { runId, journeyId, stepId, visit, fate: 'delivered', at: noon, counts: null } as const;
  await store.messages.noteFate({ customerId, ...delivered });
  await store.frequencies.keep(customerId, aFrequency(), 0);
  await store.inboxes.put(customerId, inInbox);
  await store.calls.begin(aCall({ customerId }));
  await store.decisions.add('entry', aDecision({ customerId, kind: 'entry' }));
  await store.decisions.add('message', aDecision({ customerId }));
  await store.due.plan({ kind: 'trigger', id: 'birthday', customerId, at: noon + day, rule: 'yearly' });
  await store.segments.save({
    customerId,
    segmentId: 'active',
    inside: true,
    since: noon,
    revision: 1,
    version: 'a1b2c3d4e5f6',
    changesAt: null,
    untold: null,
  });
}

async function erase({ personalData }: Opened, at: number): Promise<void> {
  await personalData.begin('ana', at);
  const removed = await personalData.remove('ana');
  await personalData.note('ana', at, { removed, now: at + minute, isLast: true });
}

export function personalDataContract(make: () => Promise<Opened>): void {
  let store: Opened;

  beforeEach(async () => {
    store = await make();
  });
  afterEach(() => store.close());

  test('a customer’s records are all that is kept of them, and of nobody else', async () => {
    await fill(store);
    await fill(store, 'ben');

    const { token: _, ...wait } = aWait();
    expect(await store.personalData.ofCustomer('ana')).toEqual({
      profile: [{ id: 'ana', attributes: { orders: 1 }, consent: { email: true }, changedAt: {} }],
      consents: [evidenceOf('ana')],
      events: [{ ...anEvent(), seq: expect.any(Number) }],
      enrolments: [
        {
          journeyId: 'follow-up',
          concurrencyKey: '',
          revision: 1,
          lastRunId: 'follow-up-1',
          lastEventId: 'order-1-placed',
          lastEntryAt: noon,
          lastStatus: 'active',
        },
      ],
      runs: [aRun()],
      waits: [{ ...wait, state: 'open', satisfiedBy: null }],
      messages: [{ ...aMessage({ status: 'sent' }), content }],
      fates: [expect.objectContaining({ runId: 'follow-up-1', fate: 'delivered', at: noon })],
      frequency: [aFrequency()],
      inbox: [{ ...inInbox, readAt: null }],
      calls: [aCall({ attempts: 1 })],
      decisions: [aDecision({ kind: 'entry' }), aDecision()],
      due: [{ kind: 'trigger', id: 'birthday', customerId: 'ana', at: noon + day, rule: 'yearly' }],
      segments: [expect.objectContaining({ segmentId: 'active', inside: true })],
    });
  });

  test('of a customer whom nobody knows nothing is kept', async () => {
    expect(await store.personalData.ofCustomer('nobody')).toEqual({});
    expect(await store.personalData.erasure('nobody')).toBeUndefined();
  });

  test('all is removed, and counted by kind; what is kept of others stays', async () => {
    await fill(store);
    await fill(store, 'ben');
    await store.personalData.begin('ana', noon + minute);

    expect(await store.personalData.remove('ana')).toEqual({
      events: 1,
      consents: 1,
      enrolments: 1,
      runs: 1,
      waits: 1,
      messages: 1,
      fates: 1,
      frequency: 1,
      inbox: 1,
      calls: 1,
      decisions: 2,
      due: 1,
      segments: 1,
    });
    expect(await store.personalData.ofCustomer('ana')).toEqual({});
    expect(Object.keys(await store.personalData.ofCustomer('ben'))).toHaveLength(14);
    const { profiles } = await store.profiles.page('', 10);
    expect(profiles.map(({ id }) => id)).toEqual(['ben']);
    expect(await store.due.due(noon + 2 * day, 10)).toMatchObject([{ customerId: 'ben' }]);
  });

  test('removing again removes nothing', async () => {
    await fill(store);
    await store.personalData.begin('ana', noon + minute);
    await store.personalData.remove('ana');

    expect(await store.personalData.remove('ana')).toEqual({});
  });

  test('a customer with hundreds of records is removed whole', async () => {
    const many = Array.from({ length: 600 }, (_, nth) => nth);
    await Promise.all(many.map((nth) => store.decisions.add(`decision-${nth}`, aDecision())));

    expect(await store.personalData.remove('ana')).toEqual({ decisions: 600 });
    expect(await store.personalData.ofCustomer('ana')).toEqual({});
  });

  describe('from when an erasure has begun', () => {
    beforeEach(async () => {
      await fill(store);
      await store.personalData.begin('ana', noon + minute);
    });

    test('the profile is gone, and active runs have ended', async () => {
      expect(await store.profiles.get('ana')).toBeUndefined();
      expect(await store.runs.of('ana')).toMatchObject([
        { status: 'exited', outcome: 'erased', endedAt: noon + minute },
      ]);
    });

    test('no send is claimed, and no call begins', async () => {
      expect(await store.messages.claim(aMessage({ stepId: 'care-tips' }))).toBe('ended');
      expect(await store.calls.begin(aCall({ stepId: 'again' }))).toBe('ended');
    });

    test('no event is kept, and nothing makes the customer known', async () => {
      const late = anEvent({ id: 'order-2-placed', at: noon + day });
      await expect(store.timeline.record(late, countOrder)).rejects.toThrow(ErasedError);
      await expect(store.timeline.record(anEvent(), countOrder)).rejects.toThrow(ErasedError);
      await expect(store.profiles.change('ana', 'update', countOrder)).rejects.toThrow(ErasedError);
      expect(await store.profiles.get('ana')).toBeUndefined();
    });

    test('who registers anew has to wait until it is over', async () => {
      const anew = store.timeline.record(registered(noon + 2 * minute), countOrder);
      await expect(anew).rejects.toThrow(ErasureUnderWayError);
    });

    test('beginning again leaves it as it is', async () => {
      expect(await store.personalData.begin('ana', noon + minute)).toMatchObject({ at: noon + minute });
      expect(await store.personalData.begin('ana', noon)).toMatchObject({ at: noon + minute });
      expect(await store.personalData.erasure('ana')).toEqual({
        at: noon + minute,
        removed: { profile: 1 },
        removedAt: null,
        finishedAt: null,
        dropped: 0,
      });
    });
  });

  describe('after an erasure', () => {
    beforeEach(async () => {
      await fill(store);
      await erase(store, noon + minute);
    });

    test('the tombstone says what was removed, and when', async () => {
      expect(await store.personalData.erasure('ana')).toMatchObject({
        at: noon + minute,
        finishedAt: noon + 2 * minute,
        removed: { profile: 1, events: 1, decisions: 2 },
      });
    });

    test('a late event is dropped, and counted', async () => {
      await expect(store.timeline.record(registered(noon), countOrder)).rejects.toThrow(ErasedError);
      await store.personalData.countDropped('ana');
      await store.personalData.countDropped('ana');
      expect(await store.personalData.erasure('ana')).toMatchObject({ dropped: 2 });
      expect(await store.personalData.ofCustomer('ana')).toEqual({});
    });

    test('who registers later begins anew, and what happened before still does not count', async () => {
      const recorded = await store.timeline.record(registered(noon + day), countOrder);
      expect(recorded).toMatchObject({ isFirst: true, again: false });
      expect(recorded.profile).toMatchObject({ attributes: { orders: 1 }, erasedAt: noon + minute });

      await expect(store.timeline.record(anEvent(), countOrder)).rejects.toThrow(ErasedError);
      const later = anEvent({ id: 'order-2-placed', at: noon + 2 * day });
      expect((await store.timeline.record(later, countOrder)).profile.attributes).toEqual({ orders: 2 });
    });

    test('who began anew can be erased once more', async () => {
      await store.timeline.record(registered(noon + day), countOrder);
      await erase(store, noon + 2 * day);

      expect(await store.personalData.ofCustomer('ana')).toEqual({});
      expect(await store.personalData.erasure('ana')).toMatchObject({
        at: noon + 2 * day,
        removed: { profile: 1, events: 1 },
      });
    });

    test('others are not concerned', async () => {
      const { profile } = await store.timeline.record(anEvent({ customerId: 'anastasia' }), countOrder);
      expect(profile.attributes).toEqual({ orders: 1 });
    });
  });

  test('of events that come while a customer is erased, none is left', async () => {
    await fill(store);
    const events = tenAtOnce((nth) =>
      store.timeline.record(anEvent({ id: `order-${nth}`, at: noon + nth }), countOrder).then(
        () => 'kept',
        (error: unknown) => (error instanceof ErasedError ? 'dropped' : error),
      ),
    );
    const begun = store.personalData.begin('ana', noon + minute);
    const [outcomes] = await Promise.all([events, begun]);
    await store.personalData.remove('ana');

    expect(new Set(outcomes)).toSatisfy((told: Set<unknown>) =>
      [...told].every((one) => one === 'kept' || one === 'dropped'),
    );
    expect(await store.personalData.ofCustomer('ana')).toEqual({});
    expect(await store.profiles.get('ana')).toBeUndefined();
    expect((await store.profiles.page('', 10)).profiles).toEqual([]);
  });

  test('of claims that are made while a customer is erased, those after it are refused', async () => {
    await fill(store);
    const begun = store.personalData.begin('ana', noon + minute);
    const during = tenAtOnce((nth) => store.messages.claim(aMessage({ stepId: `during-${nth}` })));
    await begun;
    const after = await tenAtOnce((nth) => store.messages.claim(aMessage({ stepId: `after-${nth}` })));

    expect(new Set(after)).toEqual(new Set(['ended']));
    for (const claim of await during) expect(['claimed', 'ended']).toContain(claim);
    await store.personalData.remove('ana');
    expect(await store.personalData.ofCustomer('ana')).toEqual({});
  });
}
