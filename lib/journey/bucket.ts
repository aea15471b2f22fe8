// Chance by hash: the same customer always falls into the same branch and the same holdout, over versions and re-entries.

import { hash } from 'node:crypto';
import type { Split } from './steps/split.ts';

/** A number from 0 (inclusive) to 1 (exclusive), spread evenly over the texts that are hashed. */
export function hashToUnit(...parts: string[]): number {
  const digest = hash('sha256', JSON.stringify(parts), 'buffer');
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** The branch of a split that a customer falls into: by journey, step and customer, in proportion to the weights. */
export function branchOf(split: Split, journeyId: string, customerId: string): string {
  const total = split.branches.reduce((sum, branch) => sum + branch.weight, 0);
  let left = hashToUnit('split', journeyId, split.id, customerId) * total;
  for (const branch of split.branches) {
    left -= branch.weight;
    if (left < 0) return branch.name;
  }
  return split.branches.at(-1)?.name ?? '';
}

/** Whether a customer is in the holdout of `percent` (0 to 100); salted differently from the splits. */
export function isHeldOut(percent: number, journeyId: string, customerId: string): boolean {
  return hashToUnit('holdout', journeyId, customerId) * 100 < percent;
}
