// The least time that a duration or a wait can take: months by the shortest there are, days by the day on which clocks
// go forward.

import { DAY, HOUR } from '../calendar/local-time.ts';
import { parseDuration } from '../calendar/parse-duration.ts';
import type { Wait } from '../steps/wait.ts';

/** Milliseconds; a whole year has 365 days, twelve months of 28 would be fewer. */
export function shortestMillis(duration: string): number {
  const { months, days, millis } = parseDuration(duration);
  const years = Math.floor(months / 12);
  const exact = (years * 365 + (months % 12) * 28 + days) * DAY + millis;
  return months === 0 ? exact : exact - HOUR;
}

/** Until a moment or a date there may be no time left at all. */
export function shortestWait({ for: duration, at, on }: Wait): number {
  if (duration === undefined) return 0;
  const shortest = shortestMillis(duration);
  const byCalendar = (at !== undefined || on !== undefined) && shortest >= DAY;
  return byCalendar ? Math.max(0, shortest - HOUR) : shortest;
}

/** Milliseconds of a wait that always takes the same; otherwise there is no telling. */
export function exactWait({ for: duration, at, on }: Wait): number {
  if (duration === undefined || at !== undefined || on !== undefined) return Number.POSITIVE_INFINITY;
  return exactly(duration);
}

export function exactly(duration: string): number {
  const { months, days, millis } = parseDuration(duration);
  return months === 0 ? days * DAY + millis : Number.POSITIVE_INFINITY;
}
