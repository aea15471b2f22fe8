// Who is in which segment.

import type { CustomerEvent } from '../customer/event.ts';

/** How a customer stands to a segment, as it was looked at last. */
export type Membership = {
  customerId: string;
  segmentId: string;
  inside: boolean;
  /** When that began (ms). */
  since: number;
  /** Counts the changes of this record, from 1. */
  revision: number;
  /** What the segment asked then, as a hash. */
  version: string;
  /** When it is to be looked at again, as time alone may change it then, and not before (ms); null if it never does. */
  changesAt: number | null;
  /** The event that tells of the last change, until it is on the bus. */
  untold: CustomerEvent | null;
};

export type Segments = {
  /** Everything that is known of a customer's segments. */
  of(customerId: string): Promise<Membership[]>;
  /** Keeps a membership, on condition that the one that is kept has the revision before it (none: 0). False if not. */
  save(membership: Membership): Promise<boolean>;
};
