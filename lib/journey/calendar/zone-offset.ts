// A zone's distance from UTC at a moment: the one place that asks Temporal for it. A replay asks hundreds of
// thousands of times, so the answer is kept for short spans of time, each with at most one clock change in it.

import { Temporal } from 'temporal-polyfill';
import { isZone } from '../../customer/time.ts';

interface ClockChange {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** About three days. Clock changes lie further apart: the closest since 1970 are a week (Boa Vista, October 2000). */
const SPAN = 2 ** 28;

const spansByZone = new Map<string, Map<number, number | ClockChange>>();

/**
 * What a zone's clocks add to UTC at a moment, in milliseconds; negative west of Greenwich.
 * Throws a RangeError for a name that is no zone of the IANA database.
 */
export function offsetAt(at: number, zone: string): number {
  const index = Math.floor(at / SPAN);
  const spans = spansByZone.get(zone) ?? openZone(zone);
  let span = spans.get(index);
  if (span === undefined) {
    span = surveySpan(index * SPAN, zone);
    spans.set(index, span);
  }
  if (typeof span === 'number') return span;
  return at < span.at ? span.before : span.after;
}

function openZone(zone: string): Map<number, number | ClockChange> {
  if (!isZone(zone)) {
    throw new RangeError(
      `"${zone}" is no time zone; use a name of the IANA database, for example Europe/Berlin`,
    );
  }
  const spans = new Map<number, number | ClockChange>();
  spansByZone.set(zone, spans);
  return spans;
}

function surveySpan(start: number, zone: string): number | ClockChange {
  const before = askOffset(start, zone);
  const after = askOffset(start + SPAN, zone);
  if (before === after) return before;
  let last = start;
  let first = start + SPAN;
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (askOffset(middle, zone) === before) last = middle;
    else first = middle;
  }
  return { at: first, before, after };
}

// Not getTimeZoneTransition: the polyfill's answer depends on the computer's clock, and ends three years after it.
function askOffset(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}
