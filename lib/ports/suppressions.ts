// Addresses to which nothing is sent, and how others came near to that.

import type { ChannelName } from '../journey/channels/index.ts';
import type { Standing } from '../journey/deliverability/standing.ts';

/** By address, in the form in which it is compared (lib/journey/deliverability/address.ts); the address itself is not kept. */
export type Suppressions = {
  /** How an address stands; undefined if nothing is known of it. */
  get(channel: ChannelName, address: string): Promise<Standing | undefined>;
  /**
   * Changes how an address stands, from a fresh standing if nothing is known of it, and returns what it is then. `change`
   * returns a new standing, or the same object to leave it as it is; it may be called again.
   */
  change(channel: ChannelName, address: string, change: (standing: Standing) => Standing): Promise<Standing>;
  /**
   * Some of the addresses that have a suppression, also one that is over: at most so many. "" begins, and `next` is where
   * the following page does, null after the last. Whatever is on the list from the first page to the last comes once.
   */
  page(cursor: string, atMost: number): Promise<{ standings: Standing[]; next: string | null }>;
};
