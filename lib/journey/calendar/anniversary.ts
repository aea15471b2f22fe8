// The day of a date in other years: what yearly `date` triggers go by.

import { DAY, localTime } from './local-time.ts';
import { momentOfText } from './written-moment.ts';

const LAST_YEAR = 9999;

/**
 * The first moment (ms) not before `from` of a written date's anniversaries, the date itself being the first of them;
 * undefined if the text is no date. `momentOn` says which moment belongs to a day, written as the date is; it must grow
 * with the day. 29 February is kept on the 28th in years that have no 29th.
 */
export function anniversary(
  text: string,
  zone: string,
  from: number,
  momentOn: (text: string) => number | undefined,
): number | undefined {
  const moment = momentOfText(text, zone);
  if (moment === undefined) return undefined;
  const first = new Date(localTime(moment, zone));
  const firstYear = first.getUTCFullYear();
  const momentIn = (year: number) => momentOn(dayIn(first, year));
  let year = Math.max(firstYear, new Date(from).getUTCFullYear());
  // An offset may lie between the day and its moment, so the year is looked for in both directions.
  while (year > firstYear && (momentIn(year - 1) ?? -Infinity) >= from) year -= 1;
  for (; year <= LAST_YEAR; year++) {
    const at = momentIn(year);
    if (at === undefined) return undefined;
    if (at >= from) return at;
  }
  return undefined;
}

/** The day in another year, as a text without offset: local time of whatever zone reads it. */
function dayIn(first: Date, year: number): string {
  const day = new Date(first);
  day.setUTCFullYear(year);
  // A 29 February that is none has become 1 March.
  if (day.getUTCMonth() !== first.getUTCMonth()) day.setTime(day.getTime() - DAY);
  const written = day.toISOString();
  return day.getTime() % DAY === 0 ? written.slice(0, 10) : written.slice(0, 19);
}
