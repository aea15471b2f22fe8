// Patience with SES and SNS: beyond the rate they drop what they are asked for, and say so.

import { type Pause, pause } from '../clock.ts';
import { isThrottled } from '../verdict.ts';
import type { Provider } from './send-failure.ts';

/**
 * After these pauses (ms) a call that was throttled is made again. To wait here slows a channel down to the rate that it
 * may have, and spares the message's attempts from its queue.
 */
const PAUSES = [250, 500, 1000, 2000];

/** Makes a call until it is not throttled, five times at most. */
export async function patiently<Answer>(
  provider: Provider,
  call: () => Promise<Answer>,
  wait: Pause = pause,
): Promise<Answer> {
  for (const millis of PAUSES) {
    try {
      return await call();
    } catch (error) {
      if (!isThrottled(provider, error)) throw error;
    }
    await wait(millis);
  }
  return call();
}
