// Schedules as operators write them: across clock changes, and what is refused at the door.

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { formatInstant } from '../../../lib/customer/time.ts';
import { CronSchema, lastOccurrence, nextOccurrence } from '../../../lib/journey/calendar/cron.ts';
import { places } from './anywhere.ts';

const DAY = 86_400_000;

/** The next few moments, in UTC. */
function following(cron: string, zone: string, from: string, count = 3): string[] {
  const moments: string[] = [];
  let at = Date.parse(from);
  for (let i = 0; i < count; i++) {
    at = nextOccurrence(cron, zone, at);
    moments.push(formatInstant(at).slice(5, 16));
    at += 1;
  }
  return moments;
}

describe('a schedule', () => {
  test('comes at the local time of its zone, in winter as in summer', () => {
    expect(following('0 9 * * mon', 'Europe/Berlin', '2026-03-23T08:00:00Z')).toEqual([
      '03-23T08:00',
      '03-30T07:00',
      '04-06T07:00',
    ]);
  });

  test('at a time that the clocks skip, comes later by the length of the gap', () => {
    expect(following('30 2 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z')).toEqual([
      '03-28T01:30',
      '03-29T01:30',
      '03-30T00:30',
    ]);
  });

  test('at a time that the clocks show twice, comes the first time only', () => {
    expect(following('30 2 * * *', 'Europe/Berlin', '2026-10-24T00:00:00Z')).toEqual([
      '10-24T00:30',
      '10-25T00:30',
      '10-26T01:30',
    ]);
  });

  test('takes a day of the month or a day of the week, where both are written', () => {
    expect(following('0 9 13 * fri', 'UTC', '2026-04-01T00:00:00Z')).toEqual([
      '04-03T09:00',
      '04-10T09:00',
      '04-13T09:00',
    ]);
  });

  test('of those that were missed, the last is known', () => {
    const [since, upTo] = [Date.parse('2026-03-02T09:00:00Z'), Date.parse('2026-03-20T12:00:00Z')];
    expect(lastOccurrence('0 9 * * mon', 'UTC', since, upTo)).toBe(Date.parse('2026-03-16T09:00:00Z'));
    expect(lastOccurrence('0 9 * * mon', 'UTC', since, since)).toBe(since);
    expect(lastOccurrence('0 9 * * mon', 'UTC', since, since - 1)).toBeUndefined();
  });

  const crons = fc
    .tuple(
      fc.nat(59),
      fc.nat(23),
      fc.constantFrom('*', '1', '15', '29', '31'),
      fc.constantFrom('*', 'mon', 'sat,sun'),
    )
    .map(([minute, hour, day, weekday]) => ({ minute, hour, day, weekday }));

  test('anywhere, at any time: comes not before now, and at no moment between does its time of day begin', () => {
    fc.assert(
      fc.property(places, crons, (place, { minute, hour, day, weekday }) => {
        const cron = `${minute} ${hour} ${day} * ${weekday}`;
        const at = nextOccurrence(cron, place.zone, place.now);
        expect(at).toBeGreaterThanOrEqual(place.now);
        // Every local day around, each resolved by Temporal.
        const zoned = (moment: number) =>
          Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(place.zone);
        const first = zoned(place.now).toPlainDate().subtract({ days: 2 });
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const days = Math.ceil((at - place.now) / DAY) + 4;
        const candidates = Array.from({ length: days }, (_, n) => first.add({ days: n }))
          .filter((date) => suits(date, day, weekday))
          .map((date) => date.toZonedDateTime({ timeZone: place.zone, plainTime: time }).epochMilliseconds)
          .filter((moment) => moment >= place.now);
        expect(Math.min(...candidates)).toBe(at);
        expect(lastOccurrence(cron, place.zone, place.now, at)).toBe(at);
      }),
      { numRuns: 400 },
    );
  });
});

function suits(date: Temporal.PlainDate, day: string, weekday: string): boolean {
  const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const isDay = day === '*' || date.day === Number(day);
  const isWeekday = weekday === '*' || weekday.split(',').includes(names[date.dayOfWeek - 1] ?? '');
  if (day !== '*' && weekday !== '*') return isDay || isWeekday;
  return isDay && isWeekday;
}

describe('refused, with what to write instead', () => {
  test.each([
    ['0 9 * *', 'has 4 fields; write five'],
    ['0 0 9 * * mon', 'has 6 fields; write five'],
    ['0 25 * * *', 'is no schedule (Invalid value for hour: 25)'],
    ['0 9 L * *', '"L" in "0 9 L * *" is not understood'],
    ['0 9 ? * mon', '"?" in "0 9 ? * mon" is not understood'],
    ['@daily', 'has 1 fields'],
    ['0 9 30 2 *', 'names a day that never comes'],
  ])('%s', (cron, why) => {
    const parsed = CronSchema.safeParse(cron);
    expect(parsed.error?.issues[0]?.message).toContain(why);
  });
});
