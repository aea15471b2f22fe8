// How often customers were written to, and what of theirs waits: what caps and priority are decided by.

import type { Frequency } from '../journey/sending/frequency.ts';

export type Frequencies = {
  /** A customer's; nothing at revision 0, if there is none. */
  of(customerId: string): Promise<{ frequency: Frequency; revision: number }>;
  /** Keeps a customer's, on condition that it is still at `revision`. False if it is not. */
  keep(customerId: string, frequency: Frequency, revision: number): Promise<boolean>;
};
