// Numbers that order what one customer's functions did one after another, without a counter that each of them would write.

import type { Clock } from '../../ports.ts';

/**
 * Makes numbers that rise with the clock, in µs, and from one call to the next. Two processes whose clocks differ may
 * number what they do at the same moment either way.
 */
export function createStamps({ now }: Clock): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.trunc(now()) * 1000);
    return last;
  };
}
