// The hours that shoppers keep: days are counted from the season's first, and begin at midnight where they live.

import { Temporal } from 'temporal-polyfill';
import { between, type Chance, oneOf } from './chance.ts';

/** The moment (ms) at which a local day begins; day 0 is the date (in UTC) of the season's beginning. */
export type DayStart = (zone: string, day: number) => number;

const HOUR = 3_600_000;

// How busy each hour of the day is: asleep from midnight to six, a peak at lunch and a higher one in the evening.
const BUSY = [1, 0.4, 0.2, 0.1, 0.1, 0.3, 2, 5, 8, 9, 10, 11, 14, 12, 10, 10, 11, 13, 15, 18, 20, 18, 11, 4];
const HOURS = BUSY.map((_, hour) => hour);

/** `from` is the season's beginning (ms). Midnights are kept, as there are far fewer of them than visits. */
export function countDaysFrom(from: number): DayStart {
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC').toPlainDate();
  const known = new Map<string, number>();
  return (zone, day) => {
    const key = `${zone} ${day}`;
    const start = known.get(key) ?? first.add({ days: day }).toZonedDateTime(zone).epochMilliseconds;
    known.set(key, start);
    return start;
  };
}

/** A moment (ms) of that day at which somebody shops: more likely in the evening than at night. */
export function shoppingMoment(chance: Chance, dayStart: number): number {
  const hour = oneOf(chance, HOURS, (h) => BUSY[h] ?? 0);
  return Math.floor(dayStart + between(chance, hour, hour + 1) * HOUR);
}

/** A moment (ms) of that day at which a parcel is handed over: from nine to seven. */
export function deliveryMoment(chance: Chance, dayStart: number): number {
  return Math.floor(dayStart + between(chance, 9, 19) * HOUR);
}
