// For the calendar's tests: moments written as a wall clock shows them, and read back. Temporal and Intl answer here,
// so that the calendar's own arithmetic is measured against somebody else's.

import { Temporal } from 'temporal-polyfill';

/** The moment of "2026-03-29 02:30" in a zone; of two the first, out of a gap moved on by its length. */
export function moment(text: string, zone: string): number {
  return Temporal.PlainDateTime.from(text.replace(' ', 'T')).toZonedDateTime(zone).epochMilliseconds;
}

/** What is on the wall at a moment: "Sun 2026-03-29 03:30 +02:00", with seconds only where there are some. */
export function onTheWall(at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][local.dayOfWeek - 1];
  const time = local
    .toPlainTime()
    .toString({ smallestUnit: local.second + local.millisecond ? 'millisecond' : 'minute' });
  return `${weekday} ${local.toPlainDate()} ${time} ${local.offset}`;
}

/** The date and time on the wall by Intl, "2026-03-29 03:30", which is quick enough for scanning weeks. */
export function wallScanner(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return (at) => format.format(at);
}
