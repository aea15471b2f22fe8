// Everything that is kept of one customer, and the end of it. An erasure is begun, its executions are stopped, then all
// is removed: each part may be repeated after a crash.

import type { Counts, Erasure } from '../customer/erasure.ts';
import type { Json } from '../customer/json.ts';

/** What is kept of a customer, by kind. Kinds of which nothing is kept are left out. */
export type CustomerRecords = Record<string, Json[]>;

/** What was removed, when (ms), and whether nothing more can follow. */
export type Removal = { removed: Counts; now: number; isLast: boolean };

export type PersonalData = {
  /** All that is kept of a customer. */
  ofCustomer(customerId: string): Promise<CustomerRecords>;
  /** The last erasure of the customer; undefined if there was none. */
  erasure(customerId: string): Promise<Erasure | undefined>;
  /**
   * Begins an erasure as of a moment (ms): in one go the tombstone stands, the profile is gone, and the active runs have
   * ended with the outcome `erased`, so that nothing is claimed for them any more. An erasure of that moment or a later
   * one is left as it is.
   */
  begin(customerId: string, at: number): Promise<Erasure>;
  /** Removes all that is kept but the tombstone, and says how many records of each kind that were. */
  remove(customerId: string): Promise<Counts>;
  /** Adds to what was removed by an erasure, as of `now` (ms). One that was begun at another moment is left as it is. */
  note(customerId: string, at: number, removal: Removal): Promise<void>;
  /** Counts an event that came after the erasure. */
  countDropped(customerId: string): Promise<void>;
};
