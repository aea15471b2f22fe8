// Durations in journeys: what is accepted, and what lies that long after or before a moment. Where days are counted
// by the clock and where by the calendar is the language's section on time.

import * as z from 'zod';
import { DAY, localTime, momentOf } from './local-time.ts';
import {
  DURATION_PATTERN,
  type Duration,
  explainDuration,
  isEndless,
  isZero,
  OFFSET_PATTERN,
  parseDuration,
} from './parse-duration.ts';

const explain = (issue: { input?: unknown }) => explainDuration(String(issue.input));
const tooLong = 'a duration of more than a thousand years; write a shorter one';

/** A length of time: longer than nothing, without a sign. */
export const DurationSchema = z
  .string()
  .regex(DURATION_PATTERN, { error: explain, abort: true })
  .refine((text) => !isZero(parseDuration(text)), {
    error: (issue) => `"${String(issue.input)}" is no time at all; write a duration above zero, such as P1D`,
  })
  .refine((text) => !isEndless(parseDuration(text)), { error: tooLong })
  .meta({
    description: 'A length of time (ISO 8601), in whole numbers down to seconds.',
    examples: ['P7D', 'PT2H', 'P1M'],
  });

/** A distance from a moment: forwards, backwards with a leading `-`, or none. */
export const OffsetSchema = z
  .string()
  .regex(OFFSET_PATTERN, { error: explain, abort: true })
  .refine((text) => !isEndless(parseDuration(text)), { error: tooLong })
  .meta({
    description: 'A length of time (ISO 8601) after a date, or with a leading - before it.',
    examples: ['P3D', '-P7D', 'P0D'],
  });

/** Whether a duration has months or years, whose length only a calendar knows. */
export function isCalendarDuration(text: string): boolean {
  return parseDuration(text).months !== 0;
}

/** A duration in milliseconds, a day as 24 hours; negative if it has a sign. Throws if it has months or years. */
export function exactMillis(text: string): number {
  const duration = parseDuration(text);
  if (duration.months !== 0) {
    throw new RangeError(
      `"${text}" has months or years, which have no fixed length; use weeks, days, hours, minutes or seconds`,
    );
  }
  return duration.sign * exactPart(duration);
}

/** What of a duration has a fixed length, in milliseconds: all but its months and years, a day as 24 hours. */
export function exactRest(text: string): number {
  return exactPart(parseDuration(text));
}

/**
 * The moment that is a duration after `at`. Weeks and days are exactly 168 and 24 hours. Years and months are counted
 * first, by the calendar of the zone and at most to the month's end (31 January and P1M: 28 February, same local time).
 */
export function addDuration(at: number, text: string, zone: string): number {
  const duration = parseDuration(text);
  return shift(at, duration, duration.sign, zone);
}

/** The moment that is a duration before `at`, counted like `addDuration`: months first, then the exact rest. */
export function subtractDuration(at: number, text: string, zone: string): number {
  const duration = parseDuration(text);
  return shift(at, duration, duration.sign === 1 ? -1 : 1, zone);
}

/**
 * The moment that is a duration after `at` (before it, with a leading `-`), where weeks and days too are days of the
 * zone's calendar: the same local time that many days later. Hours, minutes and seconds follow, exactly.
 */
export function addCalendar(at: number, text: string, zone: string): number {
  const { sign, months, days, millis } = parseDuration(text);
  if (months === 0 && days === 0) return at + sign * millis;
  return addCalendarToLocal(localTime(at, zone), text, zone);
}

/** Like `addCalendar`, from a local time: one that is skipped on its own day is whole again on the day it leads to. */
export function addCalendarToLocal(local: number, text: string, zone: string): number {
  const { sign, months, days, millis } = parseDuration(text);
  return momentOf(addMonths(local, sign * months) + sign * days * DAY, zone) + sign * millis;
}

function shift(at: number, duration: Duration, sign: 1 | -1, zone: string): number {
  const rest = sign * exactPart(duration);
  if (duration.months === 0) return at + rest;
  return momentOf(addMonths(localTime(at, zone), sign * duration.months), zone) + rest;
}

function exactPart(duration: Duration): number {
  return duration.days * DAY + duration.millis;
}

// By the calendar alone: a local time is read as if it were in UTC, where no clock changes.
function addMonths(local: number, months: number): number {
  if (months === 0) return local;
  const date = new Date(local);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const monthEnd = new Date(date);
  monthEnd.setUTCMonth(monthEnd.getUTCMonth() + 1, 0);
  date.setUTCDate(Math.min(dayOfMonth, monthEnd.getUTCDate()));
  return date.getTime();
}
