import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addCalendar,
  addDuration,
  DurationSchema,
  exactMillis,
  isCalendarDuration,
  OffsetSchema,
  subtractDuration,
} from '../../../lib/journey/calendar/duration.ts';
import { places } from './anywhere.ts';
import { moment, onTheWall } from './wall-clock.ts';

const complaint = (schema: typeof DurationSchema, text: unknown) =>
  schema.safeParse(text).error?.issues.map((issue) => issue.message);

describe('a duration', () => {
  it.each(['P7D', 'PT2H', 'P1W', 'P1Y6M', 'P1Y2M3W4DT5H6M7S', 'PT90M', 'P0DT1S'])(
    'may be written %s',
    (text) => {
      expect(DurationSchema.parse(text)).toBe(text);
    },
  );

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    'P1H',
    '7 days',
    'P1.5D',
    'PT0,5H',
    'p7d',
    '-P7D',
    '+P7D',
    'P0D',
    'PT0S',
    'P-7D',
    'P1M1Y',
    'P9999Y',
    `P${'9'.repeat(400)}D`,
  ])('is not %j', (text) => {
    expect(complaint(DurationSchema, text)).toHaveLength(1);
  });

  it('says what to write instead', () => {
    expect(complaint(DurationSchema, 'PT1.5H')).toEqual([
      '"PT1.5H" has a fraction; durations are whole numbers down to seconds: for one and a half hours write PT1H30M',
    ]);
    expect(complaint(DurationSchema, '-P7D')).toEqual([
      '"-P7D" has a sign; write it without, for example P7D',
    ]);
    expect(complaint(DurationSchema, 'p7d')).toEqual(['"p7d" is in small letters; write P7D']);
    expect(complaint(DurationSchema, 'P2H')?.[0]).toContain('lacks the T');
    expect(complaint(DurationSchema, 'P0D')?.[0]).toContain('no time at all');
    expect(complaint(DurationSchema, '7 days')?.[0]).toContain('write for example P7D');
    expect(complaint(DurationSchema, 'P2000Y')?.[0]).toContain('more than a thousand years');
  });

  it('as an offset may go backwards, or nowhere', () => {
    for (const text of ['-P3D', 'P0D', '-P1M', 'P1D']) expect(OffsetSchema.parse(text)).toBe(text);
    expect(complaint(OffsetSchema, '-P1.5D')?.[0]).toContain('fraction');
    expect(complaint(OffsetSchema, '--P1D')).toHaveLength(1);
  });

  it('has a fixed length unless it has months or years', () => {
    expect(exactMillis('P1W')).toBe(168 * 3_600_000);
    expect(exactMillis('P1DT1H1M1S')).toBe(90_061_000);
    expect(exactMillis('-PT1M')).toBe(-60_000);
    expect(isCalendarDuration('P52W')).toBe(false);
    expect(isCalendarDuration('P1M')).toBe(true);
    expect(isCalendarDuration('PT1M')).toBe(false);
    expect(() => exactMillis('P1M')).toThrow('months or years');
    expect(() => addDuration(0, 'soon', 'UTC')).toThrow('no ISO 8601 duration');
  });
});

describe('waiting for a duration', () => {
  const berlin = 'Europe/Berlin';
  const later = (text: string, duration: string, zone = berlin) =>
    onTheWall(addDuration(moment(text, zone), duration, zone), zone);
  const calendarLater = (text: string, duration: string, zone = berlin) =>
    onTheWall(addCalendar(moment(text, zone), duration, zone), zone);

  it('counts a day as 24 hours, even when the clocks change', () => {
    expect(later('2026-03-28 10:00', 'P1D')).toBe('Sun 2026-03-29 11:00 +02:00');
    expect(later('2026-10-24 10:00', 'P1W')).toBe('Sat 2026-10-31 09:00 +01:00');
  });

  it('counts days by the calendar beside a time of day, so that ten o’clock stays ten o’clock', () => {
    expect(calendarLater('2026-03-28 10:00', 'P1D')).toBe('Sun 2026-03-29 10:00 +02:00');
    expect(calendarLater('2026-10-24 10:00', 'P1W')).toBe('Sat 2026-10-31 10:00 +01:00');
    expect(calendarLater('2026-03-30 10:00', '-P3D')).toBe('Fri 2026-03-27 10:00 +01:00');
  });

  it('counts hours exactly in either case', () => {
    expect(calendarLater('2026-03-28 10:00', 'PT24H')).toBe('Sun 2026-03-29 11:00 +02:00');
    expect(calendarLater('2026-03-28 01:30', 'P1DT1H')).toBe('Sun 2026-03-29 03:30 +02:00');
  });

  it('clamps months to the month’s end', () => {
    expect(later('2026-01-31 10:00', 'P1M')).toBe('Sat 2026-02-28 10:00 +01:00');
    expect(later('2028-01-31 10:00', 'P1M')).toBe('Tue 2028-02-29 10:00 +01:00');
    expect(later('2026-08-31 10:00', 'P6M')).toBe('Sun 2027-02-28 10:00 +01:00');
    expect(later('2026-12-31 10:00', 'P2M')).toBe('Sun 2027-02-28 10:00 +01:00');
    expect(onTheWall(subtractDuration(moment('2026-03-31 10:00', berlin), 'P1M', berlin), berlin)).toBe(
      'Sat 2026-02-28 10:00 +01:00',
    );
  });

  it('keeps a birthday on 29 February on the 28th in other years', () => {
    expect(later('2024-02-29 10:00', 'P1Y')).toBe('Fri 2025-02-28 10:00 +01:00');
    expect(later('2024-02-29 10:00', 'P4Y')).toBe('Tue 2028-02-29 10:00 +01:00');
    expect(later('2096-02-29 10:00', 'P4Y', 'UTC')).toBe('Sun 2100-02-28 10:00 +00:00');
  });

  it('counts months first, then the rest exactly', () => {
    expect(later('2026-01-31 10:00', 'P1M1D')).toBe('Sun 2026-03-01 10:00 +01:00');
    expect(later('2026-02-28 10:00', 'P1M1D')).toBe('Sun 2026-03-29 11:00 +02:00');
  });

  it('keeps the local time over months in which the clocks change', () => {
    expect(later('2026-03-01 10:00', 'P1M')).toBe('Wed 2026-04-01 10:00 +02:00');
    expect(later('2026-02-28 02:30', 'P1M')).toBe('Sat 2026-03-28 02:30 +01:00');
    expect(later('2026-01-29 02:30', 'P2M')).toBe('Sun 2026-03-29 03:30 +02:00');
  });

  it('counts on over a day that the zone left out', () => {
    expect(calendarLater('2011-12-29 10:00', 'P1D', 'Pacific/Apia')).toBe('Sat 2011-12-31 10:00 +14:00');
    expect(calendarLater('2011-12-29 10:00', 'P2D', 'Pacific/Apia')).toBe('Sat 2011-12-31 10:00 +14:00');
    expect(later('2011-11-30 10:00', 'P1M', 'Pacific/Apia')).toBe('Sat 2011-12-31 10:00 +14:00');
  });

  const durations = fc
    .record({
      years: fc.nat(3),
      months: fc.nat(14),
      weeks: fc.nat(3),
      days: fc.nat(40),
      hours: fc.nat(50),
      minutes: fc.nat(90),
      seconds: fc.nat(90),
    })
    .map((parts) => Temporal.Duration.from(parts).toString())
    .filter((text) => text !== 'PT0S');

  it('agrees with Temporal everywhere, forwards and backwards', () => {
    fc.assert(
      fc.property(places, durations, ({ zone, now }, text) => {
        const start = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
        const duration = Temporal.Duration.from(text);
        expect(addCalendar(now, text, zone)).toBe(start.add(duration).epochMilliseconds);
        expect(addCalendar(now, `-${text}`, zone)).toBe(start.subtract(duration).epochMilliseconds);

        const { years, months } = duration;
        const rest =
          duration
            .with({ years: 0, months: 0 })
            .total({ unit: 'seconds', relativeTo: Temporal.PlainDate.from('2001-01-01') }) * 1000;
        expect(addDuration(now, text, zone)).toBe(start.add({ years, months }).epochMilliseconds + rest);
        expect(subtractDuration(now, text, zone)).toBe(
          start.subtract({ years, months }).epochMilliseconds - rest,
        );
        expect(addDuration(now, `-${text}`, zone)).toBe(subtractDuration(now, text, zone));
      }),
      { numRuns: 800 },
    );
  });
});
