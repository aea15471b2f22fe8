// Whatever the quiet hours, the zone and the clock change: none is broken, and nobody waits for longer than needed.

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { isQuiet, opening } from '../../../lib/journey/sending/quiet-hours.ts';
import { type SendingRules, SendingRulesSchema } from '../../../lib/journey/sending/sending-rules.ts';
import { factsOf } from '../../contracts/examples.ts';
import { places, timesOfDay, weekdays } from '../calendar/anywhere.ts';
import { marketing, rulesOf } from './rules.ts';

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const quietHours = fc.oneof(
  fc
    .record({ from: timesOfDay, to: timesOfDay, on: fc.option(weekdays) })
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, on }) => ({ from, to, ...(on && { on }) })),
  weekdays.filter((days) => days.length < 7).map((on) => ({ on })),
  fc.constant({ on: ['holiday'] }),
);

const rules: fc.Arbitrary<SendingRules> = fc
  .record({
    quietHours: fc.array(quietHours, { minLength: 1, maxLength: 3 }),
    holidays: fc.constant({ everyone: ['01-01', '03-29', '10-25', '12-25', '12-26', '2011-12-30'] }),
  })
  // Hours that leave no time in any week are refused.
  .filter((one) => SendingRulesSchema.safeParse(one).success)
  .map(rulesOf);

type Stretch = { from: number; to: number };

/** All quiet stretches around a moment, by Temporal. */
function stretches({ quietHours, holidays }: SendingRules, zone: string, around: number): Stretch[] {
  const today = Temporal.Instant.fromEpochMilliseconds(around).toZonedDateTimeISO(zone).toPlainDate();
  const momentOf = (date: Temporal.PlainDate, time: string) =>
    date.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(zone).epochMilliseconds;
  return Array.from({ length: 45 }, (_, nth) => today.add({ days: nth - 3 })).flatMap((date) =>
    quietHours.flatMap(({ from = '00:00', to = '00:00', on }) => {
      const isHoliday = holidays?.everyone?.some((day) => date.toString().endsWith(day)) ?? false;
      const isOne =
        on?.some((day) => (day === 'holiday' ? isHoliday : day === names[date.dayOfWeek - 1])) ?? true;
      const last = to <= from ? date.add({ days: 1 }) : date;
      return isOne ? [{ from: momentOf(date, from), to: momentOf(last, to) }] : [];
    }),
  );
}

test('a message goes out at the first moment that is in no quiet hours', () => {
  fc.assert(
    fc.property(rules, places, (some, { zone, now }) => {
      const quiet = stretches(some, zone, now);
      const isAllowed = (at: number) => !quiet.some(({ from, to }) => from <= at && at < to);
      const first = [now, ...quiet.map(({ to }) => to).filter((to) => to > now)]
        .sort((a, b) => a - b)
        .find(isAllowed);
      // Hours that leave no moment in weeks are quiet as long as anybody looks.
      fc.pre(first !== undefined && first < now + 35 * 86_400_000);

      const whose = { profile: { ...factsOf().profile, timezone: zone }, journeyZone: 'UTC' };
      const out = opening(some, marketing, whose, now);
      expect(out).toBe(first);
      expect(isQuiet(some, marketing, whose, out)).toBe(false);
      expect(isQuiet(some, marketing, whose, now)).toBe(!isAllowed(now));
    }),
    { numRuns: 800 },
  );
});

test('away from clock changes, the clock on the wall then shows no quiet hour', () => {
  fc.assert(
    fc.property(timesOfDay, timesOfDay, places, (from, to, { zone, now }) => {
      fc.pre(from !== to);
      const some = rulesOf({ quietHours: [{ from, to }] });
      const whose = { profile: { ...factsOf().profile, timezone: zone }, journeyZone: 'UTC' };
      const out = opening(some, marketing, whose, now);
      const local = Temporal.Instant.fromEpochMilliseconds(out).toZonedDateTimeISO(zone);
      fc.pre(local.subtract({ days: 2 }).offset === local.add({ days: 2 }).offset);
      const time = local.toPlainTime().toString().slice(0, 5);
      expect(from < to ? from <= time && time < to : from <= time || time < to).toBe(false);
    }),
    { numRuns: 800 },
  );
});
