// What was counted of marketing messages, by journey and day, and the pauses that follow from it or from an operator.

import type { Baseline, Counted, DayCounts } from '../journey/deliverability/rates.ts';

export type Rates = {
  /** Counts one more on the UTC day of a moment (ms). `key` spreads the work: the customer, for example. */
  count(journeyId: string, at: number, what: Counted, key: string): Promise<void>;
  /** What was counted on each day from this one on, by journey. */
  since(day: number): Promise<DayCounts[]>;
};

/** Of a journey's marketing, or of all ("" is everything). `by` is `rates` for those that came by themselves. */
export type Pause = { journeyId: string; reason: string; by: string; at: number };

/** When and by whom a pause was ended, and what had been counted of that day, which no longer counts. */
export type Resumption = { journeyId: string; by: string; at: number; baseline: Baseline };

export type Pauses = {
  /** The pauses in force, by journey. */
  all(): Promise<Pause[]>;
  /** Pauses. False if it is paused already: that pause stays as it is. */
  pause(pause: Pause): Promise<boolean>;
  /** Ends a pause. False if there is none. */
  resume(resumption: Resumption): Promise<boolean>;
  /** The last resumption of each journey, and of everything. */
  resumptions(): Promise<Resumption[]>;
};
