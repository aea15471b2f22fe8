// When a call's event happened, by our clock. https://segment.com/docs/connections/spec/common/#timestamps

import { parseInstant } from '../../../lib/customer/time.ts';

type Stated = {
  timestamp?: string | null | undefined;
  originalTimestamp?: string | null | undefined;
  sentAt?: string | null | undefined;
};

/**
 * The moment (ms) of a call that came at `now`: `receivedAt - (sentAt - originalTimestamp)`, so that a clock that is
 * wrong in both is put right. Without a time it is now, without `sentAt` it is as stated. `leftOut` tells of what
 * is no date-time with offset.
 */
export function momentOf(call: Stated, now: number): { at: number; leftOut: string[] } {
  const leftOut: string[] = [];
  const read = (name: keyof Stated): number | undefined => {
    const text = call[name];
    if (text === undefined || text === null) return undefined;
    const at = parseInstant(text);
    if (at === undefined) {
      leftOut.push(`"${name}" is "${text}", and no date-time; write for example 2026-03-29T10:00:00Z`);
    }
    return at;
  };
  const happened = read('originalTimestamp') ?? read('timestamp');
  const sent = read('sentAt');
  if (happened === undefined) return { at: now, leftOut };
  return { at: sent === undefined ? happened : now - (sent - happened), leftOut };
}
