// When items go by themselves. An item lives longer than anybody asks for it: expiry saves storage and reads, and
// means nothing. So nobody looks at it when reading, and it does not matter that DynamoDB may be two days late.

const DAY = 86_400_000;

/** A run lasts at most a year on Step Functions, and an event may be delivered again for two weeks. */
const YEAR_AND_MORE = 400 * DAY;

/** How late an event may come of a time at which it would have met a goal. */
const LATE = 30 * DAY;

type Expiry = { expiresAt: number };

/** Of what no run asks for later than a year after `moment` (ms). */
export function expiresAfterRuns(moment: number): Expiry {
  return { expiresAt: inSeconds(moment + YEAR_AND_MORE) };
}

/** Of what waits for late events of the time before `moment` (ms); of a past one until now, as the past may be imported. */
export function expiresAfterEvents(moment: number, now: number): Expiry {
  return { expiresAt: inSeconds(Math.max(moment, now) + LATE) };
}

function inSeconds(moment: number): number {
  return Math.ceil(moment / 1000);
}

/** Of what is kept for a period (ms) from a moment on; nothing for what is kept for ever. */
export function expiresAfter(period: number | undefined, moment: number): Expiry | Record<string, never> {
  return period === undefined ? {} : { expiresAt: inSeconds(moment + period) };
}
