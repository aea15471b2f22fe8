// Trying again what others were in the way of. The SDK does so for single requests that are throttled or lost; this
// is for what it does not know: transactions that met, and records that changed between reading and writing.

import { randomInt } from 'node:crypto';
import { pause } from '../clock.ts';

const ATTEMPTS = 20;
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 500;

/** Others were always in the way. Nothing was written, and whatever called may call again. */
export class ContendedError extends Error {
  override name = 'ContendedError';
}

/** Makes attempts until one gives a result; undefined asks for another. Throws `ContendedError` after twenty. */
export async function untilSettled<Result>(
  what: string,
  attempt: () => Promise<Result | undefined>,
): Promise<Result> {
  for (let nth = 1; nth <= ATTEMPTS; nth += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
    // Random, so that those who met do not meet again.
    const atMost = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (nth - 1));
    if (nth < ATTEMPTS) await pause(randomInt(atMost) + 1);
  }
  throw new ContendedError(
    `${what}: others were in the way at each of ${ATTEMPTS} attempts; nothing was written, to be tried again`,
  );
}
