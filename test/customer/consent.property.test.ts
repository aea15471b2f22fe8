// Consent, whatever is said in whatever order: what was said last counts, the withdrawal at one moment, and the stricter of
// two profiles.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyStatement, type ConsentState } from '../../lib/customer/apply-consent.ts';
import { applyEvent, emptyProfile } from '../../lib/customer/apply-event.ts';
import { currentConsent, recordOf } from '../../lib/customer/consent-record.ts';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import { mergeConsent, mergingStatements } from '../../lib/customer/merge-consent.ts';
import { topics } from '../../lib/customer/topics.ts';
import { channelNames } from '../../lib/journey/channels/index.ts';

const channel = fc.option(fc.constantFrom('email', 'sms'), { nil: undefined });
const topic = fc.option(fc.constantFrom('offers', 'service'), { nil: undefined });
// Few moments, so that many things are said at one.
const at = fc.integer({ min: 1, max: 6 });
const given = fc.boolean();

const said = fc
  .record({ given, at, channel, topic }, { requiredKeys: ['given', 'at'] })
  .map(({ given, at, ...named }) => ({
    type: given ? 'customer.subscribed' : 'customer.unsubscribed',
    at,
    properties: JSON.parse(JSON.stringify(named)),
  }));

const registered = fc
  .record({ at, email: given, offers: given, sms: fc.record({ given, at: at.map(moment) }) })
  .map(({ at, ...consent }) => ({ type: 'customer.registered', at, properties: { consent } }));

const events = fc
  .array(fc.oneof({ weight: 5, arbitrary: said }, { weight: 1, arbitrary: registered }), { maxLength: 8 })
  .map((list) =>
    list.map((event, nth): CustomerEvent => ({ ...event, id: `${nth}`, customerId: 'ann', depth: 0 })),
  );

const inAnyOrder = events.chain((list) =>
  fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
);

function moment(millis: number): string {
  return new Date(millis).toISOString();
}

function stateAfter(list: readonly CustomerEvent[]): ConsentState {
  const { consent, changedAt } = list.reduce(
    (profile, event) => applyEvent(profile, event),
    emptyProfile('ann'),
  );
  return { consent, changedAt };
}

describe('what a customer says', () => {
  test('comes to the same in whatever order it arrives', () => {
    fc.assert(
      fc.property(inAnyOrder, ([list, shuffled]) => {
        expect(stateAfter(shuffled)).toEqual(stateAfter(list));
      }),
      { numRuns: 2000 },
    );
  });

  test('comes to the same if some of it is said again', () => {
    fc.assert(
      fc.property(inAnyOrder, ([list, again]) => {
        expect(stateAfter([...list, ...again])).toEqual(stateAfter(list));
      }),
    );
  });

  test('about one thing, last of all, is what counts; at one moment, that it was withdrawn', () => {
    fc.assert(
      fc.property(events, fc.constantFrom('email', 'sms'), (list, channel) => {
        const state = stateAfter(list);
        const no = { key: channel, given: false, at: 6 };
        const yes = { key: channel, given: true, at: 6 };
        expect(applyStatement(applyStatement(state, no), yes).consent[channel]).toBe(false);
        expect(applyStatement(applyStatement(state, yes), no).consent[channel]).toBe(false);
        expect(applyStatement(state, { ...yes, at: 7 }).consent[channel]).toBe(true);
      }),
    );
  });

  test('is in the evidence as it is in the profile', () => {
    fc.assert(
      fc.property(inAnyOrder, ([list, shuffled]) => {
        const { consent } = stateAfter(list);
        const history = shuffled.flatMap((event, nth) => recordOf(event, 100 + nth) ?? []);
        const shown = currentConsent(history).filter(({ key }) => key !== '*');
        expect(Object.fromEntries(shown.map(({ key, given }) => [key, given]))).toEqual(consent);
      }),
      { numRuns: 1000 },
    );
  });

  test('of the future counts from the moment at which it came, so that a withdrawal after that is heard', () => {
    const early: CustomerEvent = {
      id: 'a',
      customerId: 'ann',
      depth: 0,
      type: 'customer.registered',
      at: 1000,
      properties: { consent: { email: true, sms: { given: true, at: '2099-01-01' } } },
    };
    const profile = applyEvent(emptyProfile('ann'), early, 50);
    const later = { ...early, id: 'b', type: 'customer.unsubscribed', at: 60, properties: {} };
    expect(profile.consent).toEqual({ email: true, sms: true });
    expect(applyEvent(profile, later, 60).consent).toEqual({ email: false, sms: false });
  });
});

const state = events.map(stateAfter);

describe('two profiles of one person, merged', () => {
  test('come to the same whichever is first', () => {
    fc.assert(
      fc.property(state, state, (a, b) => {
        expect(mergeConsent(a, b)).toEqual(mergeConsent(b, a));
      }),
      { numRuns: 1000 },
    );
  });

  test('come to the same in whatever order three are merged', () => {
    fc.assert(
      fc.property(state, state, state, (a, b, c) => {
        expect(mergeConsent(mergeConsent(a, b), c)).toEqual(mergeConsent(a, mergeConsent(b, c)));
      }),
      { numRuns: 1000 },
    );
  });

  test('come to the same if they are merged again', () => {
    fc.assert(
      fc.property(state, state, (a, b) => {
        const merged = mergeConsent(a, b);
        expect(mergeConsent(a, a)).toEqual(a);
        expect(mergeConsent(merged, b)).toEqual(merged);
      }),
      { numRuns: 1000 },
    );
  });

  test('are what is said in one of them, to make it both', () => {
    fc.assert(
      fc.property(state, state, (a, b) => {
        const merged = mergeConsent(a, b);
        expect(mergingStatements(a, b).reduce(applyStatement, a)).toEqual(merged);
        expect(mergingStatements(merged, b)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('are never looser: what either withdrew is withdrawn, and nothing is given that neither gave', () => {
    fc.assert(
      fc.property(state, state, (a, b) => {
        const merged = mergeConsent(a, b);
        for (const key of [...channelNames, ...topics]) {
          const said = [a, b].map((one) => one.consent[key] ?? impliedBy(one, key));
          if (said.includes(false)) expect(merged.consent[key] ?? false).toBe(false);
          else expect(merged.consent[key]).toBe(said.includes(true) ? true : undefined);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('hear nothing that is older than what they were merged from', () => {
    fc.assert(
      fc.property(state, state, at, fc.constantFrom('email', 'sms', 'offers'), (a, b, at, key) => {
        const merged = mergeConsent(a, b);
        const heard = applyStatement(merged, { key, given: true, at });
        const since = Math.max(
          ...[a, b].map((one) => one.changedAt[`consent.${key}`] ?? -Infinity),
          ...[a, b].map((one) => (key === 'offers' ? -Infinity : (one.changedAt['consent.*'] ?? -Infinity))),
        );
        if (at < since) expect(heard.consent[key] ?? false).toBe(merged.consent[key] ?? false);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Who withdrew from everything withdrew from channels that they never named, too; topics are no part of that. */
function impliedBy(state: ConsentState, key: string): boolean | undefined {
  const isTopic = topics.some((topic) => topic === key);
  return !isTopic && state.changedAt['consent.*'] !== undefined ? false : undefined;
}
