// ISO 8601 durations as the journey language has them: whole numbers of everything, down to seconds.
// Each text is read once; journeys name a few of them and a replay asks for them at every step.

import { DAY, HOUR, MINUTE } from './local-time.ts';

/** Months hold the years, days the weeks, millis the hours, minutes and seconds. */
export interface Duration {
  readonly sign: 1 | -1;
  readonly months: number;
  readonly days: number;
  readonly millis: number;
}

const PARTS =
  '(?=\\d|T\\d)(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)W)?(?:(\\d+)D)?(?:T(?=\\d)(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+)S)?)?';

/** A duration as it is written in a journey: `P7D`, `PT2H`, `P1Y6M`. */
export const DURATION_PATTERN = new RegExp(`^P${PARTS}$`);

/** The same with an optional `-` in front: `-P3D`. */
export const OFFSET_PATTERN = new RegExp(`^-?P${PARTS}$`);

const parsed = new Map<string, Duration>();

/** Reads a duration, with or without a sign. Throws a RangeError that says what is wrong with it. */
export function parseDuration(text: string): Duration {
  let duration = parsed.get(text);
  if (duration === undefined) {
    duration = readDuration(text);
    parsed.set(text, duration);
  }
  return duration;
}

function readDuration(text: string): Duration {
  const match = OFFSET_PATTERN.exec(text);
  if (match === null) throw new RangeError(explainDuration(text));
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  return {
    sign: text.startsWith('-') ? -1 : 1,
    months: (years ?? 0) * 12 + (months ?? 0),
    days: (weeks ?? 0) * 7 + (days ?? 0),
    millis: (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * 1000,
  };
}

/** Whether a duration is nothing at all, as `P0D` is. */
export function isZero(duration: Duration): boolean {
  return duration.months === 0 && duration.days === 0 && duration.millis === 0;
}

/** Whether a duration is over a thousand years, at which calendars and numbers give out. */
export function isEndless(duration: Duration): boolean {
  return duration.months / 12 + (duration.days + duration.millis / DAY) / 365 > 1000;
}

/** Why a text is no duration, in words that say what to write instead. */
export function explainDuration(text: string): string {
  if (/^-?P.*\d[.,]\d/i.test(text)) {
    return `"${text}" has a fraction; durations are whole numbers down to seconds: for one and a half hours write PT1H30M`;
  }
  if (DURATION_PATTERN.test(text.replace(/^[+-]/, ''))) {
    return `"${text}" has a sign; write it without, for example ${text.slice(1)}`;
  }
  if (OFFSET_PATTERN.test(text.toUpperCase())) {
    return `"${text}" is in small letters; write ${text.toUpperCase()}`;
  }
  if (/^-?P(\d+[YMWD])*\d+[HS]/.test(text)) {
    return `"${text}" lacks the T that stands before hours, minutes and seconds, as in PT2H or P1DT12H`;
  }
  return `"${text}" is no ISO 8601 duration; write for example P7D (seven days), PT2H (two hours) or P1M (one month)`;
}
