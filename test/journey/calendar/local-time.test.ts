import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { localDay, localTime, momentOf, startOfDay } from '../../../lib/journey/calendar/local-time.ts';
import { offsetAt } from '../../../lib/journey/calendar/zone-offset.ts';
import { places } from './anywhere.ts';
import { moment, onTheWall } from './wall-clock.ts';

const DAY = 86_400_000;
const local = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`);
const day = (text: string) => Date.parse(text) / DAY;

describe('local time', () => {
  it.each([
    ['Asia/Kolkata', '+05:30'],
    ['Asia/Kathmandu', '+05:45'],
    ['Australia/Eucla', '+08:45'],
    ['Pacific/Kiritimati', '+14:00'],
    ['Pacific/Niue', '-11:00'],
    ['UTC', '+00:00'],
  ])('in %s is %s from UTC', (zone, offset) => {
    const at = momentOf(local('2026-06-01 10:00'), zone);
    expect(onTheWall(at, zone)).toBe(`Mon 2026-06-01 10:00 ${offset}`);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29 02:30', 'Sun 2026-03-29 03:30 +02:00'],
    ['America/New_York', '2026-03-08 02:00', 'Sun 2026-03-08 03:00 -04:00'],
    ['Australia/Lord_Howe', '2026-10-04 02:15', 'Sun 2026-10-04 02:45 +11:00'],
    ['Africa/Casablanca', '2026-03-22 02:30', 'Sun 2026-03-22 03:30 +01:00'],
    ['America/Sao_Paulo', '2017-10-15 00:00', 'Sun 2017-10-15 01:00 -02:00'],
    ['America/Nuuk', '2026-03-28 23:30', 'Sun 2026-03-29 00:30 -01:00'],
    ['Pacific/Apia', '2011-12-30 12:00', 'Sat 2011-12-31 12:00 +14:00'],
  ])('that %s skips, %s, moves on by the length of the gap', (zone, text, shown) => {
    expect(onTheWall(momentOf(local(text), zone), zone)).toBe(shown);
  });

  it.each([
    ['Europe/Berlin', '2026-10-25 02:30', 'Sun 2026-10-25 02:30 +02:00'],
    ['America/New_York', '2026-11-01 01:00', 'Sun 2026-11-01 01:00 -04:00'],
    ['Australia/Lord_Howe', '2026-04-05 01:45', 'Sun 2026-04-05 01:45 +11:00'],
    ['Africa/Casablanca', '2026-02-15 02:30', 'Sun 2026-02-15 02:30 +01:00'],
  ])('that %s has twice, %s, is the first', (zone, text, shown) => {
    expect(onTheWall(momentOf(local(text), zone), zone)).toBe(shown);
  });

  it('begins a day when the clocks change, if they skip its midnight', () => {
    expect(startOfDay(day('2017-10-15'), 'America/Sao_Paulo')).toBe(
      moment('2017-10-15 01:00', 'America/Sao_Paulo'),
    );
    expect(startOfDay(day('2026-03-29'), 'America/Nuuk')).toBe(moment('2026-03-29 00:00', 'America/Nuuk'));
  });

  it('knows no day that the zone left out', () => {
    expect(startOfDay(day('2011-12-30'), 'Pacific/Apia')).toBeUndefined();
    expect(startOfDay(day('2011-12-31'), 'Pacific/Apia')).toBe(Date.UTC(2011, 11, 30, 10));
    expect(startOfDay(day('1994-12-31'), 'Pacific/Kiritimati')).toBeUndefined();
    expect(startOfDay(day('1993-08-21'), 'Pacific/Kwajalein')).toBeUndefined();
  });

  it('sees clock changes that are only a week apart', () => {
    const noon = (text: string) =>
      onTheWall(momentOf(local(`${text} 12:00`), 'America/Boa_Vista'), 'America/Boa_Vista');
    expect(noon('2000-10-06')).toBe('Fri 2000-10-06 12:00 -04:00');
    expect(noon('2000-10-11')).toBe('Wed 2000-10-11 12:00 -03:00');
    expect(noon('2000-10-16')).toBe('Mon 2000-10-16 12:00 -04:00');
  });

  it('refuses a zone that is none', () => {
    expect(() => localTime(0, 'Mars/Olympus')).toThrow('"Mars/Olympus" is no time zone');
  });

  it('agrees with Temporal in every zone', () => {
    fc.assert(
      fc.property(places, ({ zone, now }) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
        expect(offsetAt(now, zone)).toBe(zoned.offsetNanoseconds / 1e6);
        // The same number, read as local time: near a clock change that is now and then a skipped or a doubled one.
        const plain = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC').toPlainDateTime();
        expect(momentOf(now, zone)).toBe(plain.toZonedDateTime(zone).epochMilliseconds);
        expect(startOfDay(localDay(now, zone), zone)).toBe(zoned.startOfDay().epochMilliseconds);
      }),
      { numRuns: 1200 },
    );
  });
});
