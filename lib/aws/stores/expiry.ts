// When items go by themselves. An item lives longer than anybody asks for it: expiry saves storage and means nothing, so
// nobody looks at it when reading, and it does not matter that DynamoDB may be two days late.

const DAY = 86_400_000;

/** A run lasts at most a year on Step Functions, and an event may be delivered again for two weeks. */
const KEPT = 400 * DAY;

/** The `expiresAt` (s) of what no run asks for later than a year after `moment` (ms). */
export function expiresAfter(moment: number): { expiresAt: number } {
  return { expiresAt: Math.ceil((moment + KEPT) / 1000) };
}
