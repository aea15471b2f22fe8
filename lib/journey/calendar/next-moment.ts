// When a `wait` ends: the earliest moment, not before what `for`, `until` or `untilDate` says, that suits `at` and `on`.
// The wait step asks once, when it is entered.

import { isObject, type Json } from '../../customer/json.ts';
import { addCalendar, addDuration } from './duration.ts';
import { DAY, localDay, momentOf, startOfDay } from './local-time.ts';
import { millisOfDay, type TimeOfDay } from './time-of-day.ts';
import { isOneOf, type Weekday } from './weekday.ts';
import { momentOfText } from './written-moment.ts';

/** The terms of a wait: at most one of `for`, `until` and `untilDate`; with none of them, counted from now. */
export interface WaitTerms {
  readonly for?: string | undefined;
  readonly until?: string | undefined;
  readonly untilDate?: { readonly attribute: string; readonly offset?: string | undefined } | undefined;
  readonly at?: TimeOfDay | undefined;
  readonly on?: readonly Weekday[] | undefined;
}

export interface WaitFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The step's zone, an IANA name that is known to be one. */
  readonly zone: string;
  /** The customer's value of the attribute that `untilDate` names. */
  readonly attribute?: Json | undefined;
}

/** `at` in milliseconds since the epoch: not before now, or already past; or why there is no such moment. */
export type Moment =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'past'; readonly at: number }
  | { readonly kind: 'missing'; readonly why: string };

/** Two weeks hold every day of the week twice, should a zone leave one day out. */
const DAYS_AHEAD = 14;

/**
 * When a wait ends. Calendar days count where the language says so: in `for` beside `at` or `on`, and in the offset of
 * a date. Throws a RangeError for terms that no schema has seen: a bad duration, an `until` that is no date.
 */
export function nextMoment(wait: WaitTerms, facts: WaitFacts): Moment {
  const base = baseOf(wait, facts);
  if (typeof base !== 'number') return base;
  const at = earliestFrom(base, wait, facts.zone);
  return { kind: at < facts.now ? 'past' : 'at', at };
}

function baseOf(wait: WaitTerms, facts: WaitFacts): number | Moment {
  const { now, zone } = facts;
  if (wait.for !== undefined) {
    const byCalendar = wait.at !== undefined || wait.on !== undefined;
    return byCalendar ? addCalendar(now, wait.for, zone) : addDuration(now, wait.for, zone);
  }
  if (wait.until !== undefined) {
    const moment = momentOfText(wait.until, zone);
    if (moment === undefined) throw new RangeError(`"until": "${wait.until}" is no date or date-time`);
    return moment;
  }
  if (wait.untilDate !== undefined) {
    return momentOfAttribute(wait.untilDate.attribute, wait.untilDate.offset, facts);
  }
  return now;
}

function momentOfAttribute(name: string, offset: string | undefined, facts: WaitFacts): number | Moment {
  const value = facts.attribute;
  if (value === undefined || value === null) {
    return { kind: 'missing', why: `the customer has no attribute "${name}"` };
  }
  const moment = typeof value === 'string' ? momentOfText(value, facts.zone, offset) : undefined;
  return moment ?? { kind: 'missing', why: `the attribute "${name}" is ${inWords(value)}, which is no date` };
}

function inWords(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return JSON.stringify(value);
}

function earliestFrom(base: number, wait: WaitTerms, zone: string): number {
  if (wait.at !== undefined) return earliestAt(base, wait.at, wait.on, zone);
  if (wait.on !== undefined) return earliestOn(base, wait.on, zone);
  return base;
}

// A skipped time belongs to the day that it was meant for, though the clocks may show the next when it comes; so the
// day before the base is tried too. A day that the zone leaves out is no Friday, so nothing waits for its ten o'clock.
function earliestAt(base: number, time: TimeOfDay, on: readonly Weekday[] | undefined, zone: string): number {
  const today = localDay(base, zone);
  const clock = millisOfDay(time);
  for (let day = today - 1; day <= today + DAYS_AHEAD; day += 1) {
    if (on !== undefined && !isOneOf(on, day)) continue;
    const at = momentOf(day * DAY + clock, zone);
    if (at < base) continue;
    if (on === undefined || startOfDay(day, zone) !== undefined) return at;
  }
  throw neverComes(on);
}

function earliestOn(base: number, on: readonly Weekday[], zone: string): number {
  const today = localDay(base, zone);
  if (isOneOf(on, today)) return base;
  for (let day = today + 1; day <= today + DAYS_AHEAD; day += 1) {
    const start = isOneOf(on, day) ? startOfDay(day, zone) : undefined;
    if (start !== undefined) return start;
  }
  throw neverComes(on);
}

function neverComes(on: readonly Weekday[] | undefined): RangeError {
  return new RangeError(`"on" names no day of the week that comes: ${JSON.stringify(on ?? null)}`);
}
