// The tier that a member has earned before the season: by the orders of the year before it.

import type { CustomerEvent } from '../customer/event.ts';

const TIERS = [
  { name: 'platinum', orders: 25 },
  { name: 'gold', orders: 12 },
  { name: 'silver', orders: 5 },
];
const LOWEST = 'bronze';

/** `events` reach back one year at most; those before `from` (ms) count. */
export function tierAfter(events: CustomerEvent[], from: number): string {
  const orders = events.filter((event) => event.type === 'order.placed' && event.at < from).length;
  return TIERS.find((tier) => orders >= tier.orders)?.name ?? LOWEST;
}
