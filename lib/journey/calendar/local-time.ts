// Between moments and what the clocks on the wall show. A local time is a number too: the milliseconds that it would
// be since the epoch if it were read in UTC; a local day counts from 1970-01-01.

import { offsetAt } from './zone-offset.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Further than any zone is from UTC, and much nearer than two clock changes are to each other. */
const REACH = 36 * HOUR;

/** The local time that a zone's clocks show at a moment. */
export function localTime(at: number, zone: string): number {
  return at + offsetAt(at, zone);
}

/** The local day on which a moment falls in a zone. */
export function localDay(at: number, zone: string): number {
  return Math.floor(localTime(at, zone) / DAY);
}

/**
 * The moment at which a zone's clocks show a local time, by RFC 5545 (Temporal's "compatible"): the first of two;
 * a skipped one moves on by the length of the gap.
 */
export function momentOf(local: number, zone: string): number {
  const before = offsetAt(local - REACH, zone);
  const after = offsetAt(local + REACH, zone);
  if (before === after) return local - before;
  const early = local - before;
  if (offsetAt(early, zone) === before) return early;
  const late = local - after;
  // In a gap neither fits, and the time is read by the clocks as they were before it.
  return offsetAt(late, zone) === after ? late : early;
}

/**
 * The first moment of a local day; undefined for a day that the zone left out (Apia crossed the date line and had no
 * 30 December 2011). Where midnight itself is skipped the day begins when the clocks change.
 */
export function startOfDay(day: number, zone: string): number | undefined {
  const midnight = day * DAY;
  const at = momentOf(midnight, zone);
  if (localTime(at, zone) === midnight) return at;
  const start = momentOfChange(at, zone);
  return localDay(start, zone) === day ? start : undefined;
}

// `at` was moved out of a gap by its length, so it is less than that length after the change.
function momentOfChange(at: number, zone: string): number {
  const after = offsetAt(at, zone);
  let last = at - REACH;
  let first = at;
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (offsetAt(middle, zone) === after) first = middle;
    else last = middle;
  }
  return first;
}
