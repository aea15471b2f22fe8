// The days of the week, by their names in journeys.

import * as z from 'zod';

export const WeekdaySchema = z
  .enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
  .meta({ description: 'A day of the week, on the local calendar.' });

export type Weekday = z.infer<typeof WeekdaySchema>;

/** 1970-01-01, day 0, was a Thursday. */
const FROM_DAY_ZERO: readonly Weekday[] = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'];

/** Whether a local day (counted from 1970-01-01) is one of these days of the week. */
export function isOneOf(weekdays: readonly Weekday[], day: number): boolean {
  return weekdays.some((weekday) => FROM_DAY_ZERO[((day % 7) + 7) % 7] === weekday);
}
