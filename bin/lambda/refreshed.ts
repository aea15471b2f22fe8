// Something that is made anew every five minutes, so that a changed secret comes into use without a deployment.

import { realClock } from '../../lib/aws/clock.ts';

const FRESH = 5 * 60_000;

/** Gives what was made less than five minutes ago, or makes it. */
export function refreshed<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: { until: number; value: Promise<Made> } | undefined;
  return async () => {
    const now = realClock.now();
    if (made === undefined || now >= made.until) made = { until: now + FRESH, value: make() };
    try {
      return await made.value;
    } catch (error) {
      made = undefined;
      throw error;
    }
  };
}
