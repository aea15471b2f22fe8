// What the tombstone of an erased customer is found by.

import { createHmac } from 'node:crypto';

/**
 * Whoever has the tombstones but not the salt can neither read the customers' ids from them nor try ids out on them.
 */
export function tombstoneOf(customerId: string, salt: string): string {
  return createHmac('sha256', salt).update(customerId).digest('base64url');
}
