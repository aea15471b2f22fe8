// An access pattern of a store: what is asked or written, under which keys, and an example to measure it by.

import type { Stores } from '../../../../lib/aws/stores/index.ts';

export type Pattern = {
  port: keyof Stores;
  what: string;
  /** Sort keys in the customer's partition, unless a partition stands before them. */
  keys: string;
  /** What is there before. */
  before?: (stores: Stores) => Promise<unknown>;
  act: (stores: Stores) => Promise<unknown>;
};
