// What every store of the evidence of consent does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyEvent } from '../../lib/customer/apply-event.ts';
import { recordOf } from '../../lib/customer/consent-record.ts';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import type { Consents, Profiles, Recorded, Timeline } from '../../lib/ports.ts';
import { anEvent, type Closing, day, leaveAsIs, minute, noon, tenAtOnce } from './examples.ts';

type Opened = { consents: Consents; timeline: Timeline; profiles: Profiles } & Closing;

const text = 'Yes, send me offers by e-mail. I can withdraw at any time.';
const properties = { channel: 'email', source: 'form', purpose: 'offers and news', text };
const subscribed = anEvent({ id: 'subscribed', type: 'customer.subscribed', properties });
const unsubscribed = anEvent({
  id: 'unsubscribed',
  type: 'customer.unsubscribed',
  at: noon + day,
  properties: { channel: 'email', source: 'one-click' },
});

export function consentsContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let consents: Consents;

  beforeEach(async () => {
    store = await make();
    ({ consents } = store);
  });
  afterEach(() => store.close());

  function comes(event: CustomerEvent, at: number = event.at): Promise<Recorded> {
    return store.timeline.record(
      event,
      (profile) => applyEvent(profile, event, at),
      () => recordOf(event, at),
    );
  }

  const evidence = {
    id: 'subscribed',
    customerId: 'ana',
    saidBy: 'customer.subscribed',
    keptAt: noon,
    statements: [{ key: 'email', given: true, at: noon, source: 'form', purpose: 'offers and news', text }],
  };

  test('nothing is kept of who never said anything', async () => {
    await comes(anEvent());
    expect(await consents.of('ana')).toEqual([]);
    expect(await consents.of('nobody')).toEqual([]);
  });

  test('what was said is kept with its source, its purpose, its moment and the words that were shown', async () => {
    await comes(subscribed);
    expect(await consents.of('ana')).toEqual([evidence]);
    expect(await consents.of('ben')).toEqual([]);
  });

  test('a withdrawal is added, and what was given before stays', async () => {
    await comes(subscribed);
    await comes(unsubscribed);
    expect((await consents.of('ana')).map(({ id }) => id)).toEqual(['subscribed', 'unsubscribed']);
    expect((await consents.of('ana'))[0]).toEqual(evidence);
  });

  test('the order is that in which it was kept, whenever it was said', async () => {
    await comes(unsubscribed, noon + 2 * day);
    await comes(subscribed, noon + 3 * day);
    expect((await consents.of('ana')).map(({ id }) => id)).toEqual(['unsubscribed', 'subscribed']);
  });

  test('what comes again, or ten times at once, is kept once, as it was at first', async () => {
    await comes(subscribed);
    await tenAtOnce((nth) => comes(subscribed, noon + nth * minute));
    expect(await consents.of('ana')).toEqual([evidence]);
  });

  test('events whose ids look alike do not overwrite each other', async () => {
    const ids = ['a', 'a#b', 'a%23b', `${'x'.repeat(255)}1`, `${'x'.repeat(255)}2`];
    for (const id of ids) await comes({ ...subscribed, id });
    expect((await consents.of('ana')).map(({ id }) => id)).toEqual(ids.toSorted());
  });

  test('an event whose change fails leaves no evidence', async () => {
    const failing = store.timeline.record(
      subscribed,
      () => {
        throw new Error('no such tier');
      },
      () => evidence,
    );
    await expect(failing).rejects.toThrow('no such tier');
    expect(await consents.of('ana')).toEqual([]);
  });

  test('what is said may depend on what was said before', async () => {
    const said: (string | undefined)[] = [];
    const lookAndKeep = (id: string) =>
      store.timeline.record(
        { ...subscribed, id },
        (profile) => applyEvent(profile, subscribed),
        (before) => {
          said.push(JSON.stringify(before.consent));
          return before.consent.email === true ? undefined : { ...evidence, id };
        },
      );
    await lookAndKeep('first');
    await lookAndKeep('second');
    expect(said).toEqual(['{}', '{"email":true}']);
    expect((await consents.of('ana')).map(({ id }) => id)).toEqual(['first']);
  });

  test('an import is kept once under its key, with the profile that it changes', async () => {
    const said = { ...evidence, id: 'import', saidBy: 'import' };
    const agreed = (profile: Profile) => ({ ...profile, consent: { email: true } });
    await store.profiles.change('ana', 'import', agreed, () => said);
    await store.profiles.change('ana', 'import', agreed, () => ({ ...said, keptAt: noon + day }));
    expect(await consents.of('ana')).toEqual([said]);

    await store.profiles.change('ana', 'import of May', leaveAsIs, () => ({ ...said, id: 'import of May' }));
    expect((await consents.of('ana')).map(({ id }) => id)).toEqual(['import', 'import of May']);
  });
}
