// The tier sprint, computed a second time: straight from the orders, with neither machine, timeline nor store. It knows
// workflows/tier-sprint.json and workflows/tiers.json by heart, and must be changed with them.

import { createHash } from 'node:crypto';

const DAY = 86_400_000;
const TIERS = [0, 5, 12, 25];

export type Sprints = {
  entered: number;
  heldOut: number;
  completed: number;
  missed: number;
  converted: number;
  progressMessages: number;
  transitions: number;
};

/** `orders` are each customer's, by day (ms), in order; all customers live by UTC. */
export function computeSprints(ordersByCustomer: ReadonlyMap<string, readonly number[]>): Sprints {
  const sums: Sprints = {
    entered: 0,
    heldOut: 0,
    completed: 0,
    missed: 0,
    converted: 0,
    progressMessages: 0,
    transitions: 0,
  };
  for (const [customer, orders] of ordersByCustomer) sprintsOf(customer, orders, sums);
  return sums;
}

function sprintsOf(customer: string, orders: readonly number[], sums: Sprints): void {
  let tier = 0;
  let mayEnterFrom = -Infinity;
  for (const [index, at] of orders.entries()) {
    const needed = TIERS[tier + 1];
    const inAYear = orders.slice(0, index + 1).filter((other) => other >= aYearBefore(at)).length;
    // A sprint lasts 30 days at most, so that whoever may enter again has left the last one.
    if (at < mayEnterFrom || needed === undefined || needed - inAYear !== 3) continue;
    mayEnterFrom = at + 90 * DAY;
    const inTime = orders.slice(index + 1).filter((other) => other < at + 30 * DAY).length;
    if (isHeldOut(customer)) {
      sums.heldOut += 1;
      continue;
    }
    const rounds = Math.min(3, inTime);
    sums.entered += 1;
    sums.converted += inTime > 0 ? 1 : 0;
    sums.progressMessages += rounds;
    // The invitation; a wait, a message and the loop for each order; and three more, to the one end or to the other.
    sums.transitions += 1 + 3 * rounds + 3;
    if (rounds === 3) {
      sums.completed += 1;
      tier += 1;
    } else {
      sums.missed += 1;
    }
  }
}

/** The same day and time a year before, in UTC; 28 February for a leap day. */
function aYearBefore(at: number): number {
  const date = new Date(at);
  const before = new Date(at);
  before.setUTCFullYear(date.getUTCFullYear() - 1);
  if (before.getUTCMonth() !== date.getUTCMonth()) before.setUTCDate(0);
  return before.getTime();
}

function isHeldOut(customer: string): boolean {
  const digest = createHash('sha256')
    .update(JSON.stringify(['holdout', 'tier-sprint', customer]))
    .digest();
  return (digest.readUIntBE(0, 6) / 2 ** 48) * 100 < 10;
}
