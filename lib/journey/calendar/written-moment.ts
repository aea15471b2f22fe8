// Moments as people write them in journeys and attributes: a date, or a date-time with or without an offset. What has
// no offset is local time, to be read in a zone; a bare date is 00:00 of that day.

import * as z from 'zod';
import { parseInstant } from '../../customer/time.ts';
import { addCalendar, addCalendarToLocal } from './duration.ts';

export const WrittenMomentSchema = z
  .string()
  .refine((text) => readWritten(text) !== undefined, {
    error: (issue) =>
      `"${String(issue.input)}" is no date or date-time; write for example 2026-03-29, 2026-03-29T10:00 or 2026-03-29T10:00+02:00`,
  })
  .meta({
    description: 'A date or date-time; without an offset it is local time, and a bare date is 00:00.',
    examples: ['2026-03-29', '2026-03-29T10:00', '2026-03-29T10:00:00Z'],
  });

/** Whether a zone decides which moment a text means: whether it has no offset of its own. */
export function isLocal(text: string): boolean {
  return !/(Z|[+-]\d{2}:\d{2})$/.test(text);
}

/**
 * The moment that a text means in a zone, moved by an offset in calendar days; undefined if the text is neither a date
 * nor a date-time, or no day of the calendar.
 */
export function momentOfText(text: string, zone: string, offset = 'P0D'): number | undefined {
  const millis = readWritten(text);
  if (millis === undefined) return undefined;
  return isLocal(text) ? addCalendarToLocal(millis, offset, zone) : addCalendar(millis, offset, zone);
}

// Local time is a number as if it were read in UTC, so both kinds are read by the same rules.
function readWritten(text: string): number | undefined {
  return parseInstant(isLocal(text) && text.includes('T') ? `${text}Z` : text);
}
