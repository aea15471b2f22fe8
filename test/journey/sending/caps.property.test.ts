// Whatever is to be sent, when and how urgently: no cap is exceeded, everybody gets their turn, and the first go first.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactMillis } from '../../../lib/journey/calendar/duration.ts';
import { capsRule } from '../../../lib/journey/sending/caps.ts';
import { nothingSent, withSend, withWaiting } from '../../../lib/journey/sending/frequency.ts';
import type { Cap } from '../../../lib/journey/sending/sending-rules.ts';
import { minute, noon } from '../../contracts/examples.ts';
import { at, rulesOf, waits } from './rules.ts';

const channel = fc.constantFrom('email' as const, 'sms' as const);

const cap = fc.record({
  atMost: fc.integer({ min: 1, max: 3 }),
  within: fc.constantFrom('PT1H', 'P1D', 'P2D', 'P7D'),
  channels: fc.constantFrom(undefined, ['email'], ['sms']),
});

const message = fc.record({
  channel,
  priority: fc.integer({ min: -1, max: 1 }),
  since: fc.integer({ min: 0, max: 200 }).map((quarters) => noon + quarters * 15 * minute),
});

type Sent = { key: string; at: number; channel: 'email' | 'sms' };

function counts({ channels }: Cap, sent: Pick<Sent, 'channel'>): boolean {
  return channels?.includes(sent.channel) ?? true;
}

test('messages that ask until they may go', () => {
  fc.assert(
    fc.property(
      fc.array(cap, { minLength: 1, maxLength: 3 }),
      fc.array(message, { maxLength: 12 }),
      (caps, all) => {
        const rules = rulesOf({ caps });
        let known = nothingSent;
        const sent: Sent[] = [];
        const asking = all.map((one, nth) => ({ ...one, key: `m${nth}`, due: one.since }));
        for (let questions = 0; asking.length > 0; questions += 1) {
          expect(questions).toBeLessThan(2000);
          // Those that are due at once come in any order: here the last to be decided come first.
          asking.sort((a, b) => a.due - b.due || b.since - a.since || (a.key < b.key ? 1 : -1));
          const [one] = asking;
          if (!one) break;
          const { key, channel, priority, since, due } = one;
          const frequency = { ...known, key, priority, isOutranked: false };
          const sending = { purpose: 'marketing', channel, address: 'there' } as const;
          const refusal = capsRule(sending, at(due, rules, { frequency }));
          if (refusal?.until === undefined) {
            known = withSend(known, { key, channel, purpose: 'marketing', at: due }, 0);
            sent.push({ key, at: due, channel });
            asking.shift();
            continue;
          }
          expect(refusal.until).toBeGreaterThan(due);
          one.due = refusal.until;
          known = withWaiting(
            known,
            waits(key, { channels: [channel], priority, since, until: one.due }),
            due,
          );
        }
        for (const some of rules.caps) {
          const width = exactMillis(some.within);
          const counted = sent.filter((one) => counts(some, one)).map((one) => one.at);
          for (const end of counted) {
            expect(counted.filter((one) => one > end - width && one <= end).length).toBeLessThanOrEqual(
              some.atMost,
            );
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('of those that wait for one place, the one of highest priority takes it, and of equals the first', () => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 2, maxLength: 6 }), (all) => {
      const rules = rulesOf({ caps: [{ atMost: 1, within: 'P1D' }] });
      const due = noon + 3 * 86_400_000;
      const waiting = all.map(({ priority, since }, nth) =>
        waits(`m${nth}`, { priority, since, until: due }),
      );
      const may = waiting.filter(({ key, priority }) => {
        const frequency = { sends: [], waiting, key, priority, isOutranked: false };
        const sending = { purpose: 'marketing', channel: 'email', address: 'there' } as const;
        return capsRule(sending, at(due, rules, { frequency })) === undefined;
      });
      const [first] = waiting.toSorted(
        (a, b) => b.priority - a.priority || a.since - b.since || (a.key < b.key ? -1 : 1),
      );
      expect(may).toEqual([first]);
    }),
  );
});
