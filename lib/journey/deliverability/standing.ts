// How an address stands: whether it is suppressed, and the soft bounces that may lead there. Pure: a standing and what
// happened make the next standing, in whatever order it is told.

import type { AddressKey } from './address.ts';

export const suppressionReasons = ['hard-bounce', 'soft-bounces', 'complaint', 'manual', 'imported'] as const;

export type SuppressionReason = (typeof suppressionReasons)[number];

/** `source` says who found so: ses, smtp, operator, a file. Moments in ms; `until` is null for ever. */
export type Suppression = { reason: SuppressionReason; source: string; at: number; until: number | null };

/** A soft bounce, by the event that told of it, and who told. */
export type SoftBounce = { id: string; at: number; source: string };

export type Standing = AddressKey & {
  suppression: Suppression | null;
  /** Those after the last delivery, newest last. */
  softBounces: SoftBounce[];
  deliveredAt: number | null;
};

/** Durations in ms. */
export type SoftBounceRule = { inARow: number; within: number; suppressFor: number };

export function freshStanding(key: AddressKey): Standing {
  const { channel, hash, masked } = key;
  return { channel, hash, masked, suppression: null, softBounces: [], deliveredAt: null };
}

/** The suppression that is in force at a moment (ms). */
export function inForce(
  { suppression }: Pick<Standing, 'suppression'>,
  now: number,
): Suppression | undefined {
  if (!suppression || (suppression.until !== null && suppression.until <= now)) return undefined;
  return suppression;
}

/** Suppresses. What holds for ever is not shortened, and the first reason for it stays. */
export function suppress(standing: Standing, next: Suppression): Standing {
  const known = standing.suppression;
  const stays = known && (known.until === null || (next.until !== null && next.until <= known.until));
  return stays ? standing : { ...standing, suppression: next };
}

/** Takes an address off the list, with a clean slate. The same object, if it was not on it. */
export function release(standing: Standing): Standing {
  if (!standing.suppression) return standing;
  return { ...standing, suppression: null, softBounces: [] };
}

/** After a delivery (ms), the bounces before it no longer count, nor does a suppression that they led to. */
export function afterDelivery(standing: Standing, at: number, rule: SoftBounceRule): Standing {
  if (standing.deliveredAt !== null && at <= standing.deliveredAt) return standing;
  const softBounces = standing.softBounces.filter((bounce) => bounce.at > at);
  return judged({ ...standing, deliveredAt: at, softBounces }, rule);
}

/** After a soft bounce: so many in a row, within the rule's time, suppress the address for a while. */
export function afterSoftBounce(standing: Standing, bounce: SoftBounce, rule: SoftBounceRule): Standing {
  const isPast = standing.deliveredAt !== null && bounce.at <= standing.deliveredAt;
  if (isPast || standing.softBounces.some(({ id }) => id === bounce.id)) return standing;
  const softBounces = [...standing.softBounces, bounce].sort((a, b) => a.at - b.at).slice(-MOST_KEPT);
  return judged({ ...standing, softBounces }, rule);
}

/** More than the longest row that a rule may ask for: those that come late take their place among them. */
const MOST_KEPT = 50;

/** The soft bounces as they are known now decide anew, so that it does not matter in which order they became known. */
function judged(standing: Standing, { inARow, within, suppressFor }: SoftBounceRule): Standing {
  const { suppression, softBounces } = standing;
  if (suppression && suppression.reason !== 'soft-bounces') return standing;
  const last = softBounces.findLast((bounce, nth) => {
    const first = softBounces[nth - inARow + 1];
    return first !== undefined && bounce.at - first.at <= within;
  });
  if (!last) return suppression ? { ...standing, suppression: null } : standing;
  const { source, at } = last;
  return { ...standing, suppression: { reason: 'soft-bounces', source, at, until: at + suppressFor } };
}
