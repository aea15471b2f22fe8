// How soon messages can follow each other on the ways through some steps. Lists hold, at index k, the least time (ms)
// in which k messages fit between two places; ways one after the other add up, alternatives leave the lesser time.

import { DAY } from '../calendar/local-time.ts';

export const WEEK = 7 * DAY;

/** More messages than this are not told apart from it. */
export const MOST = 500;

/** Times of a week and more are left out, as no window holds them. A list without an entry has no such way. */
export type Times = readonly number[];

export type Passage = {
  /** From the first step to behind the last. */
  through: Times;
  /** From the first step to a message, the last that counts. */
  head: Times;
  /** From a message, the first that counts, to behind the last step. */
  tail: Times;
  /** From a message to a message. */
  inner: Times;
  /** From the first step, or from a message, to where the run leaves the journey. */
  stops: Times;
  tailStops: Times;
};

const none: Times = [];

export const nothing: Passage = {
  through: [0],
  head: none,
  tail: none,
  inner: none,
  stops: none,
  tailStops: none,
};

export const oneMessage: Passage = {
  ...nothing,
  through: [Number.POSITIVE_INFINITY, 0],
  head: [Number.POSITIVE_INFINITY, 0],
  tail: [Number.POSITIVE_INFINITY, 0],
  inner: [Number.POSITIVE_INFINITY, 0],
};

export const leaving: Passage = { ...nothing, through: none, stops: [0] };

/** Steps that take at least this long (ms), and send nothing. */
export function pause(millis: number): Passage {
  return { ...nothing, through: millis < WEEK ? [millis] : none };
}

export function inOrder(a: Passage, b: Passage): Passage {
  return {
    through: sum(a.through, b.through),
    head: least(a.head, sum(a.through, b.head)),
    tail: least(b.tail, sum(a.tail, b.through)),
    inner: least(a.inner, b.inner, sum(a.tail, b.head)),
    stops: least(a.stops, sum(a.through, b.stops)),
    tailStops: least(a.tailStops, b.tailStops, sum(a.tail, b.stops)),
  };
}

export function eitherOf(passages: readonly Passage[]): Passage {
  const all = (field: keyof Passage) => least(...passages.map((passage) => passage[field]));
  return {
    through: all('through'),
    head: all('head'),
    tail: all('tail'),
    inner: all('inner'),
    stops: all('stops'),
    tailStops: all('tailStops'),
  };
}

/** The same passage so many times over, by doubling. */
export function timesOver(passage: Passage, times: number): Passage {
  let result = nothing;
  for (let power = passage, left = times; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = inOrder(result, power);
    if (left > 1) power = inOrder(power, power);
  }
  return result;
}

/** The most messages in less than `window` (ms, at most a week). */
export function mostWithin({ inner }: Passage, window: number): number {
  return Math.max(
    0,
    inner.findLastIndex((time) => time < window),
  );
}

function sum(a: Times, b: Times): Times {
  const result: number[] = [];
  for (const [i, first] of a.entries()) {
    if (first === Number.POSITIVE_INFINITY) continue;
    for (const [j, second] of b.entries()) {
      const time = first + second;
      if (time < WEEK) note(result, Math.min(i + j, MOST), time);
    }
  }
  return result;
}

export function least(...lists: Times[]): Times {
  const result: number[] = [];
  for (const list of lists) for (const [k, time] of list.entries()) note(result, k, time);
  return result;
}

function note(times: number[], k: number, time: number): void {
  while (times.length <= k) times.push(Number.POSITIVE_INFINITY);
  times[k] = Math.min(times[k] ?? time, time);
}
