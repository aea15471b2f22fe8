// The evidence of what customers agreed to, and withdrew from.

import type { ConsentRecord } from '../customer/consent-record.ts';

/**
 * Records are added where profiles change, in the same transaction (`Timeline.record`, `Profiles.change`). None is ever
 * changed, and none goes with the timeline.
 */
export type Consents = {
  /** All that a customer said about consent, in the order in which it was kept. */
  of(customerId: string): Promise<ConsentRecord[]>;
};
