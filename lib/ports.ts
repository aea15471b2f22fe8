// What the use cases in functions/ need from the world. Each adapter folder implements all of it, and the contract
// suites in test/contracts/ hold both to the same behaviour. Types only.

import type { CustomerEvent, Position, TimelineEvent } from './customer/event.ts';
import type { Json, JsonObject } from './customer/json.ts';
import type { Profile } from './customer/profile.ts';
import type { ChannelName } from './journey/channels/index.ts';
import type { Fate } from './journey/condition/condition.ts';
import type { ExitRule, Goal } from './journey/journey.ts';
import type { TemplateBundle } from './journey/templates/bundle.ts';
import type { RenderedMessage } from './journey/templates/render.ts';
import type { EventPattern } from './journey/where.ts';

/** Now, in milliseconds since the epoch. */
export type Clock = { now(): number };

export type Recorded = {
  event: TimelineEvent;
  /** Whether it had been recorded before: a second delivery. */
  again: boolean;
  /** Whether everything that follows from the event was done already. */
  done: boolean;
  /** The profile after the event. */
  profile: Profile;
};

/** The events of each customer, in order of time and then of arrival. */
export type Timeline = {
  /**
   * Records an event and changes the profile in one transaction. An event of the same customer and id that was
   * recorded before is returned as it was then, and changes nothing.
   */
  record(event: CustomerEvent, change: (profile: Profile) => Profile): Promise<Recorded>;
  /** Marks a recorded event as done. */
  markDone(event: TimelineEvent): Promise<void>;
  /** A customer's recorded event; undefined if there is none of that id. */
  get(customerId: string, eventId: string): Promise<TimelineEvent | undefined>;
  /** A customer's events of these types, in order, from `after` (exclusive) on; `upTo` (inclusive) bounds them. */
  read(
    customerId: string,
    query: { types: Iterable<string>; after?: Position; upTo?: Position },
  ): Promise<TimelineEvent[]>;
};

export type Profiles = {
  get(customerId: string): Promise<Profile | undefined>;
  /**
   * Changes the profile (an empty one, for a new customer) once per key; a repeated key changes nothing. Returns the
   * profile after it. `change` returns a new profile, or the same object to leave it as it is.
   */
  change(customerId: string, key: string, change: (profile: Profile) => Profile): Promise<Profile>;
};

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
};

/** What bars a further entry of a customer into a journey (and concurrency key); `revision` guards a claim. */
export type Enrolment = {
  revision: number;
  lastRunId: string;
  lastEventId: string;
  lastEntryAt: number;
  lastStatus: RunStatus;
};

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
  /** Ends an active run. False if it was not active. */
  end(customerId: string, runId: string, end: RunEnd): Promise<boolean>;
  /** Counts a conversion, once. False if the run had converted before. */
  convert(customerId: string, runId: string, at: number): Promise<boolean>;
};

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
};

export type MessageStatus = 'claimed' | 'sent' | 'held' | 'failed' | 'unknown';

/** One message of a run: the decision, and what became of it. */
export type Message = {
  customerId: string;
  runId: string;
  journeyId: string;
  version: string;
  stepId: string;
  visit: string;
  channel: ChannelName;
  template: string;
  status: MessageStatus;
  reason: string;
  /** When it was decided (ms). */
  at: number;
};

export type Messages = {
  /**
   * Claims a send under run, step and visit, on condition that the run is active. `held` is recorded in the same
   * way. Gives the message that is there already; else says `claimed`, or `ended` for a run that is not active.
   */
  claim(message: Message): Promise<'claimed' | 'ended' | Message>;
  /** Notes what became of a claimed message, which keeps the moment of its claim. Throws if there is no claim. */
  record(message: Message, content: RenderedMessage | null): Promise<void>;
  /** Gives a claim up: nothing was sent, and the send may be tried again. */
  release(message: Message): Promise<void>;
  /** What became of a run's messages, by step. */
  fates(customerId: string, runId: string): Promise<Map<string, Set<Fate>>>;
};

/** One call of a run's webhook: what is posted, and what became of it. */
export type WebhookCall = {
  customerId: string;
  runId: string;
  journeyId: string;
  stepId: string;
  visit: string;
  url: string;
  /** The same at every attempt. */
  body: JsonObject;
  status: 'calling' | 'answered' | 'failed' | 'skipped';
  reason: string;
  attempts: number;
  /** When the first attempt began (ms). */
  at: number;
  /** The JSON of the answer; null where there is none. */
  answer: Json;
};

export type Calls = {
  /**
   * Notes an attempt under run, step and visit, on condition that the run is active: a new call, or one attempt more of
   * the call that is under way. Returns the call as it stands then; one that is over is left as it is. Says `ended` for
   * a run that is not active and a call that is not over.
   */
  begin(call: Omit<WebhookCall, 'status' | 'reason' | 'attempts' | 'answer'>): Promise<'ended' | WebhookCall>;
  /** Notes what became of a call that has begun. */
  record(call: WebhookCall): Promise<void>;
  /** The JSON that the last call of each step of a run was answered with; steps without are left out. */
  answers(customerId: string, runId: string): Promise<Map<string, Json>>;
};

/** A decision with its reason, as `milepost explain` tells it. */
export type DecisionRecord = {
  customerId: string;
  journeyId: string;
  runId: string | null;
  stepId: string | null;
  visit: string | null;
  at: number;
  kind: 'entry' | 'step' | 'message' | 'end' | 'convert';
  outcome: string;
  reason: string;
  detail: Json;
};

export type Decisions = {
  /** Keeps a decision under a key of the customer's; a repeated key keeps the first. */
  add(key: string, decision: DecisionRecord): Promise<void>;
  /** A customer's decisions in the order in which they were made. */
  of(customerId: string, journeyId?: string): Promise<DecisionRecord[]>;
};

/** Templates by content hash, kept while runs use them. */
export type Templates = { get(hash: string): Promise<TemplateBundle | undefined> };

/** Takes events in; each will reach `handle-events` at least once. */
export type Bus = { put(events: readonly CustomerEvent[]): Promise<void> };

/** The door for events from outside: what it has taken is kept, and it takes no more than can be kept. */
export type Intake = {
  /** Whether so many events wait that no more are taken for now. */
  isFull(): boolean;
  /** Takes all of the events, and resolves with true once they are durable; or none, with false, if it is full. */
  accept(events: readonly CustomerEvent[]): Promise<boolean>;
};

export type RunnerStatus = 'running' | 'succeeded' | 'failed' | 'stopped';

export type WorkflowRunner = {
  /** Starts an execution of a journey's machine. The same name again changes nothing. */
  start(execution: { name: string; journeyId: string; version: string; input: JsonObject }): Promise<void>;
  /** Answers a task token. False if nobody waits for it any more. */
  succeed(token: string, output: Json): Promise<boolean>;
  fail(token: string, error: string, cause: string): Promise<boolean>;
  /** Stops an execution wherever it is; one that has ended stays as it is. */
  stop(name: string, cause: string): Promise<void>;
  /** How an execution stands, with its variables; undefined if it is not known. */
  describe(name: string): Promise<
    | {
        status: RunnerStatus;
        output: Json;
        error: string | null;
        endedAt: number | null;
        variables: JsonObject;
      }
    | undefined
  >;
};

/** The queues of the channels. */
export type ChannelQueues = { put(channel: ChannelName, job: JsonObject): Promise<void> };

export type Delivery = {
  to: string;
  content: RenderedMessage /** Run, step and visit, as one text. */;
  key: string;
};

/** Sends on one channel. Throws `RefusedError` when the message can never be sent, `OutcomeUnknownError` when it may have been. */
export type Sender = { send(delivery: Delivery): Promise<void> };

export type Senders = { [channel in ChannelName]: Sender };

export type WebhookRequest = {
  url: string;
  headers: Record<string, string>;
  /** JSON. */
  body: string;
  /** Run, step and visit, as one text: the same at every attempt. */
  key: string;
};

/** What a host answered. The body is read where the status is one of success. */
export type WebhookAnswer = {
  status: number;
  body: string /** As the header has it. */;
  retryAfter?: string | undefined;
};

/**
 * Posts to hosts. Says `skipped` where nothing may leave. Throws `RefusedError` for what may never be called, or whose
 * answer cannot be taken; after any other error the call may be tried again.
 */
export type Webhooks = { call(request: WebhookRequest): Promise<WebhookAnswer | 'skipped'> };

export type Ports = {
  clock: Clock;
  timeline: Timeline;
  profiles: Profiles;
  runs: Runs;
  waits: Waits;
  messages: Messages;
  calls: Calls;
  decisions: Decisions;
  templates: Templates;
  bus: Bus;
  runner: WorkflowRunner;
  queues: ChannelQueues;
  senders: Senders;
  webhooks: Webhooks;
};
