// Runs that wait for an event.

import type { Position } from '../customer/event.ts';
import type { EventPattern } from '../journey/where.ts';

/** A run that waits for an event, with the token that wakes it. */
export type Wait = {
  customerId: string;
  runId: string;
  stepId: string;
  visit: string;
  token: string;
  patterns: EventPattern[];
  /** Only events after this position count. */
  after: Position;
  cursor: Position;
  /** Only events before this moment (ms) count. */
  deadline: number;
};

export type WaitState = { wait: Wait; satisfiedBy: string | null };

export type Waits = {
  /**
   * Registers a wait under run, step and visit. One that is there keeps its state and takes the new token; one that
   * was released is open again.
   */
  register(wait: Wait): Promise<WaitState>;
  /** The customer's waits that no event has satisfied and that listen to this type, in order of registration. */
  open(customerId: string, eventType: string): Promise<Wait[]>;
  /**
   * Gives an event to a wait; giving it the same event again is true, too. False if the wait has another event, is
   * closed or has another token by now, or if another wait of the run has this event.
   */
  satisfy(wait: Wait, eventId: string): Promise<boolean>;
  /** Takes an event back from a wait whose token turned out to be dead; only a new token opens the wait again. */
  release(wait: Wait): Promise<void>;
  /** The waits of a run that an event satisfied. */
  satisfied(customerId: string, runId: string): Promise<{ wait: Wait; eventId: string }[]>;
  /** Closes all open waits of a run. */
  close(customerId: string, runId: string): Promise<void>;
  /** Lets the closed waits of a run, which goes on after all, be opened again by a new token. */
  reopen(customerId: string, runId: string): Promise<void>;
};
