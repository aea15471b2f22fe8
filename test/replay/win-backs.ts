// The win-back, computed a second time: straight from the orders, with neither machine, timeline nor store. It knows
// workflows/win-back.json and workflows/segments/churned.json by heart, and must be changed with them.

import { createHash } from 'node:crypto';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type Order = { at: number; total: number };

export type WinBacks = {
  entered: number;
  wonBack: number;
  lost: number;
  converted: number;
  byPush: number;
  byEmail: number;
  bySms: number;
  transitions: number;
};

/** `orders` are each customer's, by day (ms), in order; all customers live by UTC. */
export function computeWinBacks(ordersByCustomer: ReadonlyMap<string, readonly Order[]>): WinBacks {
  const sums: WinBacks = {
    entered: 0,
    wonBack: 0,
    lost: 0,
    converted: 0,
    byPush: 0,
    byEmail: 0,
    bySms: 0,
    transitions: 0,
  };
  for (const [customer, orders] of ordersByCustomer) winBacksOf(customer, orders, sums);
  return sums;
}

function winBacksOf(customer: string, orders: readonly Order[], sums: WinBacks): void {
  let mayEnterFrom = -Infinity;
  for (const [index, { at }] of orders.entries()) {
    const next = orders[index + 1]?.at ?? Infinity;
    // Ninety days after a day's orders are over a moment after midnight, and orders come at midnight.
    const entry = at + 90 * DAY + 1;
    if (next < entry || entry < mayEnterFrom) continue;
    mayEnterFrom = entry + 180 * DAY;
    sums.entered += 1;
    if (next <= entry + 30 * DAY) sums.converted += 1;
    askBack(customer, orders.slice(0, index + 1), { offeredAt: entry - 1 + 10 * HOUR, next }, sums);
  }
}

function askBack(
  customer: string,
  orders: readonly Order[],
  { offeredAt, next }: { offeredAt: number; next: number },
  sums: WinBacks,
): void {
  const spent = orders.reduce((sum, { total }) => sum + total, 0);
  if (spent >= 300) sums.bySms += 1;
  else if (spent >= 100) sums.byEmail += 1;
  else sums.byPush += 1;
  // Three states until ten in the morning, by the customer's clock; the branch, the offer, and the answer.
  sums.transitions += 6;
  if (next < offeredAt + 7 * DAY) {
    sums.wonBack += 1;
    sums.transitions += 1;
    return;
  }
  const isOffered = isOfferedMore(customer);
  if (isOffered) sums.byEmail += 1;
  sums.transitions += isOffered ? 3 : 2;
  if (next < offeredAt + 14 * DAY) {
    sums.wonBack += 1;
    sums.transitions += 1;
    return;
  }
  sums.byEmail += 1;
  sums.lost += 1;
  sums.transitions += 2;
}

function isOfferedMore(customer: string): boolean {
  const digest = createHash('sha256')
    .update(JSON.stringify(['split', 'win-back', 'last-offer-or-none', customer]))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48 < 0.5;
}
