// What a holdout is for: those who went through a journey beside those who were kept out of it.

import type { JourneyCounts } from '../../lib/embedded/report/report.ts';
import { formatNumber } from './table.ts';

/** Beyond this many standard errors, a difference is no chance (95 times of 100). */
const CERTAIN = 1.96;

/** A sentence that compares both shares, and says when chance alone may make their difference. */
export function compareHoldout(journeyId: string, counts: JourneyCounts): string {
  const { converted, entered, heldOutConverted, heldOut } = counts;
  const certain = Math.abs(standardErrors(converted, entered, heldOutConverted, heldOut)) > CERTAIN;
  return (
    `${journeyId}: ${percent(converted, entered)} of those who entered converted, ` +
    `and ${percent(heldOutConverted, heldOut)} of the ${formatNumber(heldOut)} who were held out` +
    (certain ? '.' : ';\nchance alone may make such a difference.')
  );
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)} %`;
}

/** The difference of two shares in standard errors: the two-proportion z-test, pooled. 0 where both are all or nothing. */
function standardErrors(ones: number, of: number, others: number, ofOthers: number): number {
  const pooled = (ones + others) / (of + ofOthers);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / of + 1 / ofOthers));
  return error === 0 ? 0 : (ones / of - others / ofOthers) / error;
}
