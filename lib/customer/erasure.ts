// What remains of a customer who was erased: a tombstone that names nobody, and keeps what comes late from making them
// known again.

import type { CustomerEvent } from './event.ts';
import type { Profile } from './profile.ts';

/** How many records of each kind. */
export type Counts = Record<string, number>;

/** An erasure, as its tombstone keeps it. */
export type Erasure = {
  /** When it was asked for (ms): what the customer did until then never counts again. */
  at: number;
  /** What was removed so far. */
  removed: Counts;
  /** When all that there was had been removed (ms); null until then. */
  removedAt: number | null;
  /** When it was certain that nothing more can follow (ms); null until then. */
  finishedAt: number | null;
  /** How many events came all the same, and were dropped. */
  dropped: number;
};

/** The event by which a customer becomes known once more. */
const BEGINS_ANEW = 'customer.registered';

/** The outcome of a run that an erasure ended. */
export const ERASED = 'erased';

/**
 * What becomes of an event: `kept`; `dropped`, as the customer was erased after it happened; `anew`, as the customer
 * registered again afterwards; `early`, as they did so while the erasure is still under way. Without an event, nothing
 * makes an erased customer known.
 */
export function admissionOf(
  profile: Profile | undefined,
  erasure: Erasure | undefined,
  event: Pick<CustomerEvent, 'type' | 'at'> | undefined,
): 'kept' | 'dropped' | 'anew' | 'early' {
  if (profile) {
    const isLate = event !== undefined && profile.erasedAt !== undefined && event.at <= profile.erasedAt;
    return isLate ? 'dropped' : 'kept';
  }
  if (!erasure) return 'kept';
  if (event?.type !== BEGINS_ANEW || event.at <= erasure.at) return 'dropped';
  return erasure.finishedAt === null ? 'early' : 'anew';
}

/** An erasure that begins, after an earlier one, if there was one. */
export function beginErasure(at: number, removed: Counts, earlier: Erasure | undefined): Erasure {
  return { at, removed, removedAt: null, finishedAt: null, dropped: earlier?.dropped ?? 0 };
}

/** The erasure after a removal; undefined where the removal was of another one. */
export function afterRemoval(
  known: Erasure,
  at: number,
  { removed, now, isLast }: { removed: Counts; now: number; isLast: boolean },
): Erasure | undefined {
  if (known.at !== at) return undefined;
  return {
    ...known,
    removed: addCounts(known.removed, removed),
    removedAt: known.removedAt ?? now,
    finishedAt: isLast ? now : null,
  };
}

export function addCounts(some: Counts, more: Counts): Counts {
  const sum = { ...some };
  for (const [kind, count] of Object.entries(more)) sum[kind] = (sum[kind] ?? 0) + count;
  return sum;
}
