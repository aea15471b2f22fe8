// The attributes that `tiers.json` derives: which tier comes next, and how many orders within a year are missing.

import * as z from 'zod';
import type { JsonObject } from '../customer/json.ts';
import { subtractDuration } from './calendar/duration.ts';

export const TiersSchema = z
  .array(z.strictObject({ name: z.string().min(1), orders: z.int().min(0) }))
  .min(1)
  .refine((tiers) => tiers.every((tier, i) => i === 0 || tier.orders > (tiers[i - 1]?.orders ?? 0)), {
    error: 'must go up: lowest tier first, each needing more orders than the one before',
  });

export type Tiers = z.infer<typeof TiersSchema>;

/** The event type whose number within a year decides the tier. */
export const TIER_EVENT = 'order.placed';

export const derivedAttributes = ['nextTier', 'ordersToNextTier'] as const;

/**
 * `nextTier` and `ordersToNextTier` (at least 0) of a customer; neither, where no tiers are declared or the
 * highest is reached. `orderTimes` are moments (ms) of orders up to `now`; those of the last year count.
 */
export function deriveTier(
  tiers: Tiers,
  attributes: JsonObject,
  orderTimes: readonly number[],
  now: number,
  zone: string,
): JsonObject {
  const current = tiers.findIndex((tier) => tier.name === attributes.tier);
  const next = tiers[Math.max(current, 0) + 1];
  if (!next) return {};
  const since = subtractDuration(now, 'P1Y', zone);
  const orders = orderTimes.filter((at) => at >= since && at <= now).length;
  return { nextTier: next.name, ordersToNextTier: Math.max(0, next.orders - orders) };
}
