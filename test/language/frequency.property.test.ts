// Whatever the journeys, the rules and the customers: no marketing in quiet hours, no cap exceeded, nothing twice, and
// every run comes to its end.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import { exactMillis } from '../../lib/journey/calendar/duration.ts';
import { isQuiet } from '../../lib/journey/sending/quiet-hours.ts';
import { SendingRulesSchema } from '../../lib/journey/sending/sending-rules.ts';
import { say } from './journeys.ts';
import { type Happening, on, written } from './moments.ts';
import { season } from './season.ts';

const channel = fc.constantFrom('email', 'sms', ['sms', 'email'], ['push', 'email', 'sms'], 'preferred');
const hours = fc.constantFrom('00:00', '06:30', '09:00', '12:00', '20:00', '21:00', '23:59');

const step = fc.oneof(
  fc.record({
    channel,
    purpose: fc.constantFrom('marketing', 'marketing', 'marketing', 'transactional'),
    holdBack: fc.constantFrom('wait', 'wait', 'drop'),
  }),
  fc.record({
    type: fc.constant('wait'),
    for: fc.constantFrom('PT2H', 'P1D', 'P3D'),
    at: fc.constantFrom('10:00', '22:00'),
  }),
);

const journey = fc.record({
  priority: fc.integer({ min: -1, max: 1 }),
  event: fc.constantFrom('start', 'start', 'order'),
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  endsBy: fc.option(fc.constantFrom('order', 'other')),
});

const rules = fc
  .record({
    caps: fc.array(
      fc.record({
        atMost: fc.integer({ min: 1, max: 2 }),
        within: fc.constantFrom('PT6H', 'P1D', 'P3D'),
        channels: fc.constantFrom(['email', 'sms', 'push'], ['sms'], ['email', 'push']),
        transactional: fc.constantFrom('free', 'counted', 'capped'),
      }),
      { maxLength: 3 },
    ),
    quietHours: fc.array(
      fc
        .record({
          from: hours,
          to: hours,
          channels: fc.constantFrom(['email', 'sms', 'push'], ['sms', 'push']),
        })
        .filter(({ from, to }) => from !== to),
      { maxLength: 2 },
    ),
    timezone: fc.constantFrom('UTC', 'Asia/Tokyo', ['Europe/London', 'America/New_York']),
    spread: fc.constantFrom('PT1S', 'PT45M'),
    patience: fc.constantFrom('P1D', 'P7D'),
  })
  // Hours that leave no time in any week are refused.
  .filter((one) => SendingRulesSchema.safeParse(one).success);

const customers = [
  { id: 'ann', timezone: 'Europe/Berlin' },
  { id: 'ben', timezone: 'Pacific/Auckland' },
  { id: 'cleo' },
];

const event = fc.record({
  // Over the night in which Europe's clocks change.
  hour: fc.integer({ min: 0, max: 96 }),
  type: fc.constantFrom('start', 'start', 'order', 'other'),
  customer: fc.constantFrom('ann', 'ben', 'cleo'),
});

test('messages keep the rules of sending, and runs come to their end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(journey, { minLength: 1, maxLength: 3 }),
      rules,
      fc.array(event, { minLength: 1, maxLength: 12 }),
      async (some, sending, happened) => {
        const journeys = some.map(({ priority, event, steps, endsBy }, nth): JsonObject => {
          const all = steps.map((one, place) => ('type' in one ? one : say(`m${nth}-${place}`, one)));
          const exit = endsBy === null ? {} : { exit: [{ event: endsBy }] };
          return {
            id: `j${nth}`,
            priority,
            trigger: { type: 'event', event },
            reentry: 'always',
            steps: all,
            ...exit,
          };
        });
        const events = happened.map(
          ({ hour, type, customer }): Happening =>
            on(written(Date.UTC(2026, 2, 27, hour)), type, {}, customer),
        );
        const { messages, report } = await season({ journeys, sending, events, customers });

        for (const counts of Object.values(report.journeys))
          expect(counts).toMatchObject({ active: 0, failed: 0 });
        const known = SendingRulesSchema.parse(sending);
        const purposeOf = (id: string) => {
          const found = journeys.flatMap(({ steps }) => steps as JsonObject[]).find((one) => one.id === id);
          return found?.purpose === 'transactional' ? 'transactional' : 'marketing';
        };
        const sent = messages.filter(({ status }) => status === 'sent');
        for (const { status, reason } of messages) expect(status === 'sent' || reason !== '').toBe(true);
        const keys = messages.map(({ run, step, visit }) => JSON.stringify([run, step, visit]));
        expect(new Set(keys).size).toBe(keys.length);
        for (const { at, customerId, channel, step } of sent) {
          const profile = {
            attributes: {},
            consent: {},
            changedAt: {},
            ...customers.find(({ id }) => id === customerId),
          };
          const whose = { profile: { id: customerId, ...profile }, journeyZone: 'UTC' };
          const sending = { purpose: purposeOf(step), channel: channel as 'email' } as const;
          expect(isQuiet(known, sending, whose, Date.parse(at))).toBe(false);
        }
        for (const { atMost, within, channels, transactional } of known.caps) {
          for (const { id } of customers) {
            const counted = sent.filter((one) => {
              const isCounted = purposeOf(one.step) === 'marketing' || transactional !== 'free';
              return one.customerId === id && channels?.includes(one.channel as 'email') && isCounted;
            });
            for (const last of counted) {
              // What is only counted may come on top; the last that was capped may not.
              if (purposeOf(last.step) === 'transactional' && transactional === 'counted') continue;
              const [from, to] = [Date.parse(last.at) - exactMillis(within), Date.parse(last.at)];
              const before = counted.slice(0, counted.indexOf(last) + 1);
              const inWindow = before.filter(({ at }) => Date.parse(at) > from && Date.parse(at) <= to);
              expect(inWindow.length).toBeLessThanOrEqual(atMost);
            }
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});
