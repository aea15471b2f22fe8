// Moments as options of commands: a date, a date-time, or how long ago.

import { InvalidArgumentError } from 'commander';
import { isCalendarDuration, subtractDuration } from '../lib/journey/calendar/duration.ts';
import { momentOfText } from '../lib/journey/calendar/written-moment.ts';

/** Reads "2026-03-02", "2026-03-02T10:00" (in UTC) or "P7D" (seven days ago), in ms; for commander. */
export function since(now: () => number): (text: string) => number {
  return (text) => {
    const moment = momentOfText(text, 'UTC') ?? ago(text, now());
    if (moment !== undefined) return moment;
    throw new InvalidArgumentError(
      'Write a date, a date-time, or how long ago: 2026-03-02, 2026-03-02T10:00, P7D.',
    );
  };
}

function ago(text: string, now: number): number | undefined {
  try {
    isCalendarDuration(text);
    return subtractDuration(now, text, 'UTC');
  } catch {
    return undefined;
  }
}
