// Runs of customers through journeys, and what bars a further entry.

import type { Position } from '../customer/event.ts';
import type { JsonObject } from '../customer/json.ts';
import type { ExitRule, Goal } from '../journey/journey.ts';

export type RunStatus = 'active' | 'completed' | 'exited' | 'failed' | 'heldOut';

/** One customer's way through one journey: the enrolment, with all that the run keeps from the journey as it began. */
export type Run = {
  id: string;
  journeyId: string;
  version: string;
  customerId: string;
  /** The value of the journey's `concurrent.by` property, or "". */
  concurrencyKey: string;
  /** The position of the event that started the run. */
  entry: Position;
  eventId: string;
  eventType: string;
  /** The properties of that event. */
  trigger: JsonObject;
  depth: number;
  /** When the run was claimed (ms): later than its entry, where its event came late. */
  claimedAt: number;
  journeyZone: string;
  exit: ExitRule[];
  goal: Goal | null;
  /** Until when (ms, exclusive) the goal counts; null without a goal or for ever. */
  goalUntil: number | null;
  status: RunStatus;
  /** Of an exited run, its outcome; of a failed one, its error. */
  outcome: string | null;
  endedAt: number | null;
  convertedAt: number | null;
  /** The branches taken, by split; known when the run has ended. */
  splits: Record<string, string>;
  /** Of a run that was redriven after it had failed. */
  redriven?: Redriven;
};

/** What the sweep asks of a run that seems active. */
export type ActiveRun = Pick<Run, 'customerId' | 'id' | 'journeyId' | 'claimedAt'>;
/** How often a run was redriven, and when (ms) it was last. */
export type Redriven = { count: number; at: number };

/** What bars a further entry of a customer into a journey (and concurrency key); `revision` guards a claim. */
export type Enrolment = {
  revision: number;
  lastRunId: string;
  lastEventId: string;
  lastEntryAt: number;
  lastStatus: RunStatus;
};

export type ActivePage = { runs: ActiveRun[]; next: string | null };

export type RunEnd = {
  status: Exclude<RunStatus, 'active' | 'heldOut'>;
  outcome: string | null;
  at: number;
  splits: Record<string, string>;
};

export type Runs = {
  /** The last enrolment of a customer in a journey under a concurrency key; undefined if there was none. */
  enrolment(customerId: string, journeyId: string, concurrencyKey: string): Promise<Enrolment | undefined>;
  /** Enrols, on condition that the enrolment is still at `revision` (0: there is none). False if it is not. */
  claim(run: Run, revision: number): Promise<boolean>;
  get(customerId: string, runId: string): Promise<Run | undefined>;
  /** The customer's runs that an event may still end or convert: active ones, and those whose goal is open. In order of entry, then journey id. */
  watching(customerId: string): Promise<Run[]>;
  /** All runs of a customer, in order of entry, then journey id. */
  of(customerId: string): Promise<Run[]>;
  /**
   * A page of at most so many runs of all customers that are noted as active and were claimed before a moment (ms), in
   * any order. The first page has the cursor "", and the last has no `next`. One that was claimed or ended a moment ago
   * may be missing, or among them.
   */
  active(claimedBefore: number, cursor: string, atMost: number): Promise<ActivePage>;
  /** Ends an active run. False if it was not active. */
  end(customerId: string, runId: string, end: RunEnd): Promise<boolean>;
  /**
   * Makes a failed run active again, on condition that the customer has not entered again since. It counts as a change of
   * the enrolment. False if the run had not failed, or is not the last of its enrolment.
   */
  reopen(customerId: string, runId: string, redriven: Redriven): Promise<boolean>;
  /** Counts a conversion, once. False if the run had converted before. */
  convert(customerId: string, runId: string, at: number): Promise<boolean>;
};
