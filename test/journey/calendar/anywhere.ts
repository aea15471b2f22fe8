// For the calendar's property tests: any zone, any moment from 1970 to 2100, half of them within days of a clock change,
// where the mistakes are.

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Weekday } from '../../../lib/journey/calendar/weekday.ts';

const DAY = 86_400_000;

export interface Place {
  readonly zone: string;
  readonly now: number;
}

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const years = fc.oneof(fc.integer({ min: 1970, max: 2030 }), fc.integer({ min: 1970, max: 2100 }));

/** Somewhere at some time. */
export const places: fc.Arbitrary<Place> = fc
  .record({
    zone: zones,
    year: years,
    atChange: fc.boolean(),
    which: fc.nat(3),
    distance: fc.integer({ min: -3 * DAY, max: 3 * DAY }),
    sinceNewYear: fc.nat(365 * DAY - 1),
    onTheMinute: fc.boolean(),
  })
  .map(({ zone, year, atChange, which, distance, sinceNewYear, onTheMinute }) => {
    const changes = atChange ? daysOfChange(zone, year) : [];
    const change = changes[which % Math.max(changes.length, 1)];
    const now = change === undefined ? Date.UTC(year, 0, 1) + sinceNewYear : change + distance;
    return { zone, now: onTheMinute ? Math.floor(now / 900_000) * 900_000 : now };
  });

export const timesOfDay = fc
  .oneof(fc.nat(1439), fc.constantFrom(0, 1, 30, 60, 90, 119, 120, 121, 150, 179, 180, 1380, 1410, 1439))
  .map((minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`);

export const weekdays: fc.Arbitrary<Weekday[]> = fc.subarray<Weekday>(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  { minLength: 1 },
);

const changesKnown = new Map<string, number[]>();

function daysOfChange(zone: string, year: number): number[] {
  const key = `${zone} ${year}`;
  const known = changesKnown.get(key);
  if (known !== undefined) return known;
  const changes: number[] = [];
  const start = Date.UTC(year, 0, 1);
  let previous = offset(start, zone);
  for (let at = start + 5 * DAY; at < start + 365 * DAY; at += 5 * DAY) {
    const current = offset(at, zone);
    if (current !== previous) changes.push(changeBetween(at - 5 * DAY, at, zone));
    previous = current;
  }
  changesKnown.set(key, changes);
  return changes;
}

function changeBetween(from: number, to: number, zone: string): number {
  const before = offset(from, zone);
  let [last, first] = [from, to];
  while (first - last > 60_000) {
    const middle = Math.floor((last + first) / 2);
    if (offset(middle, zone) === before) last = middle;
    else first = middle;
  }
  return first;
}

function offset(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
