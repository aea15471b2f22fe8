import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isWithinWindow, WindowSchema, windowEnd } from '../../../lib/journey/calendar/window.ts';
import { places, timesOfDay } from './anywhere.ts';
import { moment, onTheWall } from './wall-clock.ts';

const berlin = 'Europe/Berlin';
const quiet = { from: '21:00', to: '09:00' };
const lunch = { from: '12:00', to: '13:30' };

describe('a daily window', () => {
  const isQuiet = (text: string, window = quiet, zone = berlin) =>
    isWithinWindow(window, moment(text, zone), zone);
  const over = (text: string, window = quiet, zone = berlin) =>
    onTheWall(windowEnd(window, moment(text, zone), zone), zone);

  it('that crosses midnight holds the evening and the morning, not the day', () => {
    expect(isQuiet('2026-06-01 20:59:59.999')).toBe(false);
    expect(isQuiet('2026-06-01 21:00')).toBe(true);
    expect(isQuiet('2026-06-01 23:59:59.999')).toBe(true);
    expect(isQuiet('2026-06-02 00:00')).toBe(true);
    expect(isQuiet('2026-06-02 08:59:59.999')).toBe(true);
    expect(isQuiet('2026-06-02 09:00')).toBe(false);
    expect(isQuiet('2026-06-02 12:00')).toBe(false);
  });

  it('within the day holds just that', () => {
    expect(isQuiet('2026-06-01 11:59', lunch)).toBe(false);
    expect(isQuiet('2026-06-01 12:00', lunch)).toBe(true);
    expect(isQuiet('2026-06-01 13:30', lunch)).toBe(false);
  });

  it('is over in the morning, and outside it at once', () => {
    expect(over('2026-06-01 21:00')).toBe('Tue 2026-06-02 09:00 +02:00');
    expect(over('2026-06-02 03:00')).toBe('Tue 2026-06-02 09:00 +02:00');
    expect(over('2026-06-02 09:00')).toBe('Tue 2026-06-02 09:00 +02:00');
    expect(over('2026-06-02 15:00:00.123')).toBe('Tue 2026-06-02 15:00:00.123 +02:00');
  });

  it('keeps its local hours in the nights in which the clocks change', () => {
    expect(over('2026-03-28 22:00')).toBe('Sun 2026-03-29 09:00 +02:00');
    expect(over('2026-10-24 22:00')).toBe('Sun 2026-10-25 09:00 +01:00');
  });

  it('ends an hour on when the clocks skip its end, and at the first of two', () => {
    const night = { from: '21:00', to: '02:30' };
    expect(over('2026-03-28 22:00', night)).toBe('Sun 2026-03-29 03:30 +02:00');
    expect(over('2026-10-24 22:00', night)).toBe('Sun 2026-10-25 02:30 +02:00');
    const secondTime = moment('2026-10-25 02:30', berlin) + 45 * 60_000;
    expect(onTheWall(secondTime, berlin)).toBe('Sun 2026-10-25 02:15 +01:00');
    expect(isWithinWindow(night, secondTime, berlin)).toBe(false);
  });

  it('stays open over a day that the zone left out', () => {
    expect(over('2011-12-29 22:00', quiet, 'Pacific/Apia')).toBe('Sat 2011-12-31 09:00 +14:00');
    expect(isQuiet('2011-12-31 08:00', quiet, 'Pacific/Apia')).toBe(true);
  });

  it('means the customer’s clock', () => {
    const noonUtc = Date.UTC(2026, 5, 1, 12);
    expect(isWithinWindow(quiet, noonUtc, 'Pacific/Kiritimati')).toBe(true);
    expect(isWithinWindow(quiet, noonUtc, 'Asia/Kathmandu')).toBe(false);
    expect(isWithinWindow(quiet, noonUtc, 'Pacific/Niue')).toBe(true);
  });

  it('must have a length, and times that there are', () => {
    expect(WindowSchema.safeParse(quiet).success).toBe(true);
    expect(WindowSchema.safeParse({ from: '09:00', to: '09:00' }).error?.issues[0]?.message).toContain(
      'must not end',
    );
    expect(
      WindowSchema.safeParse({ from: '9:00', to: '24:00' }).error?.issues.map((issue) => issue.message),
    ).toEqual([
      '"9:00" is no time of day; write HH:MM from 00:00 to 23:59, for example 09:30',
      '"24:00" is no time of day; write HH:MM from 00:00 to 23:59, for example 09:30',
    ]);
  });

  it('in any zone and year holds what lies between its bounds of some day, and ends just after', () => {
    const windows = fc.record({ from: timesOfDay, to: timesOfDay }).filter(({ from, to }) => from !== to);
    fc.assert(
      fc.property(places, windows, ({ zone, now }, window) => {
        const openings = openingsAround(now, zone, window);
        const holds = (at: number) => openings.some(([from, to]) => from <= at && at < to);
        expect(isWithinWindow(window, now, zone)).toBe(holds(now));
        const end = windowEnd(window, now, zone);
        expect(end).toBeGreaterThanOrEqual(now);
        expect(holds(end)).toBe(false);
        const bounds = openings.flat().filter((bound) => bound >= now && bound < end);
        for (const at of end > now ? [now, ...bounds, end - 1] : []) expect(holds(at)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  function openingsAround(
    at: number,
    zone: string,
    { from, to }: { from: string; to: string },
  ): [number, number][] {
    const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
    return [-3, -2, -1, 0, 1, 2].map((days) => {
      const opens = today.add({ days });
      const closes = to < from ? opens.add({ days: 1 }) : opens;
      const resolve = (date: Temporal.PlainDate, plainTime: string) =>
        date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
      return [resolve(opens, from), resolve(closes, to)];
    });
  }
});
