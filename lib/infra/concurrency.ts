// How many functions may take from a queue side by side, so that its channel sends at its rate and no faster.

/** What Lambda takes as the maximum concurrency of a queue. */
const LEAST = 2;
const MOST = 1000;

/**
 * How long a message takes a sender, in seconds: load, decide, claim, send, record, answer. An estimate on the short
 * side would send too fast, and be throttled; on the long side, merely slowly.
 */
const SECONDS_A_MESSAGE = 0.2;

/** For a rate in messages a second. */
export function concurrencyFor(rate: number): number {
  return Math.min(MOST, Math.max(LEAST, Math.round(rate * SECONDS_A_MESSAGE)));
}
