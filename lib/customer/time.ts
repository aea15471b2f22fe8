// Moments and zones, where they enter: a date-time must carry its offset, a bare date is midnight UTC.

import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since the epoch of an ISO 8601 date-time with offset, or of a bare date (00:00 UTC); undefined if it is neither or no day of the calendar. */
export function parseInstant(text: string): number | undefined {
  if (!DATE.test(text) && !DATE_TIME.test(text)) return undefined;
  const millis = Date.parse(text);
  if (Number.isNaN(millis)) return undefined;
  // Date.parse lets 30 February roll over into March; the calendar does not.
  return isCalendarDay(text.slice(0, 10)) ? millis : undefined;
}

function isCalendarDay(date: string): boolean {
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}

/** The ISO 8601 form, in UTC with milliseconds, of a moment in milliseconds since the epoch. */
export function formatInstant(millis: number): string {
  return new Date(millis).toISOString();
}

export const InstantSchema = z.string().transform((text, context) => {
  const millis = parseInstant(text);
  if (millis !== undefined) return millis;
  context.addIssue({
    code: 'custom',
    message: `"${text}" is no date-time; write for example 2026-03-29T10:00:00Z or 2026-03-29`,
  });
  return z.NEVER;
});

const zones = new Map<string, boolean>();

/** Whether a name is a time zone of the IANA database (or UTC). Fixed offsets such as +08:00 are not. */
export function isZone(name: string): boolean {
  let known = zones.get(name);
  if (known === undefined) {
    known = /^[A-Za-z]/.test(name) && resolves(name);
    zones.set(name, known);
  }
  return known;
}

function resolves(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

export const ZoneSchema = z.string().refine(isZone, {
  error: (issue) =>
    `"${String(issue.input)}" is no time zone; use a name of the IANA database, for example Europe/Berlin`,
});
