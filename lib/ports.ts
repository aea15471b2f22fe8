// What the use cases in functions/ need from the world. Each adapter folder implements all of it, and the contract
// suites in test/contracts/ hold both to the same behaviour. Types only.

import type { CustomerEvent } from './customer/event.ts';
import type { Json, JsonObject } from './customer/json.ts';
import type { ChannelName } from './journey/channels/index.ts';
import type { Links } from './journey/links/links.ts';
import type { TemplateBundle } from './journey/templates/bundle.ts';
import type { RenderedMessage } from './journey/templates/render.ts';
import type { Consents } from './ports/consents.ts';
import type { Profiles, Timeline } from './ports/customers.ts';
import type { DueIndex } from './ports/due.ts';
import type { Frequencies } from './ports/frequencies.ts';
import type { Inboxes } from './ports/inboxes.ts';
import type { Calls, Decisions, Messages } from './ports/messages.ts';
import type { Passes } from './ports/passes.ts';
import type { PersonalData } from './ports/personal-data.ts';
import type { Pauses, Rates } from './ports/rates.ts';
import type { Runs } from './ports/runs.ts';
import type { Segments } from './ports/segments.ts';
import type { Suppressions } from './ports/suppressions.ts';
import type { UnknownMessages } from './ports/unknown-messages.ts';
import type { Waits } from './ports/waits.ts';

export type * from './ports/consents.ts';
export type * from './ports/customers.ts';
export type * from './ports/due.ts';
export type * from './ports/frequencies.ts';
export type * from './ports/inboxes.ts';
export type * from './ports/messages.ts';
export type * from './ports/passes.ts';
export type * from './ports/personal-data.ts';
export type * from './ports/rates.ts';
export type * from './ports/runs.ts';
export type * from './ports/segments.ts';
export type * from './ports/suppressions.ts';
export type * from './ports/unknown-messages.ts';
export type * from './ports/waits.ts';

/** Now, in milliseconds since the epoch. */
export type Clock = { now(): number };

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
  /** Takes events that must not be turned away, however many wait: somebody has withdrawn. Resolves once they are durable. */
  take(events: readonly CustomerEvent[]): Promise<void>;
};

export type RunnerStatus = 'running' | 'succeeded' | 'failed' | 'stopped';

/** How an execution stands, with its variables. */
export type ExecutionState = {
  status: RunnerStatus;
  output: Json;
  /** Of one that failed or was stopped: the error's name, its cause where one was told, and the state it failed in. */
  error: string | null;
  cause: string | null;
  failedIn: string | null;
  endedAt: number | null;
  /** How often it was redriven. */
  redrives: number;
  variables: JsonObject;
};

export type WorkflowRunner = {
  /** Starts an execution of a journey's machine. The same name again changes nothing. */
  start(execution: { name: string; journeyId: string; version: string; input: JsonObject }): Promise<void>;
  /** Answers a task token. False if nobody waits for it any more. */
  succeed(token: string, output: Json): Promise<boolean>;
  fail(token: string, error: string, cause: string): Promise<boolean>;
  /** Stops an execution wherever it is; one that has ended stays as it is. */
  stop(name: string, cause: string): Promise<void>;
  /** How an execution stands; undefined if it is not known. */
  describe(name: string): Promise<ExecutionState | undefined>;
  /**
   * Lets a failed execution go on: the state that failed is done again, with what it had then. `count` is how often the
   * execution will have been redriven; the same count again changes nothing. Returns why it cannot be; undefined if it was.
   */
  redrive(name: string, count: number): Promise<string | undefined>;
  /** The names of a journey's executions that are running, page after page. One that began or ended a moment ago may be missing, or among them. */
  running(journeyId: string): AsyncIterable<string[]>;
};

/** The queues that functions put jobs into: one a channel, one of what is due, and one of erasures. */
export type Queues = {
  /** After `delay` (ms; a quarter of an hour at most) the job is there to be taken. */
  put(queue: ChannelName | 'due' | 'erasures', job: JsonObject, delay?: number): Promise<void>;
};

export type Delivery = {
  to: string;
  content: RenderedMessage;
  /** Run, step and visit, as one text. */
  key: string;
  purpose: 'marketing' | 'transactional';
  /** By what its feedback will be known. */
  message?: { customerId: string; run: string; step: string; visit: string };
  /** Whether a provider may tell of openings and clicks, where it is set to. */
  isTracked?: boolean;
  /** The links in it that are never tracked, whatever else is: those to unsubscribe and to preferences. */
  untracked?: readonly string[];
  /** Where one POST unsubscribes (RFC 8058); an e-mail says so in its headers. */
  unsubscribeUrl?: string;
};

/**
 * Sends on one channel. Throws `RefusedError` when the message can never be sent, `OutcomeUnknownError` when it may have
 * been, `PausedError` while nothing is sent at all. After any other error, it may be tried again.
 */
export type Sender = { send(delivery: Delivery): Promise<void> };

export type Senders = { [channel in ChannelName]: Sender };

/** The senders of what leaves Milepost; an inbox is its own. */
export type OutwardSenders = Omit<Senders, 'inbox'>;

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
  consents: Consents;
  runs: Runs;
  waits: Waits;
  messages: Messages;
  frequencies: Frequencies;
  calls: Calls;
  decisions: Decisions;
  due: DueIndex;
  passes: Passes;
  personalData: PersonalData;
  segments: Segments;
  suppressions: Suppressions;
  rates: Rates;
  pauses: Pauses;
  templates: Templates;
  unknownMessages: UnknownMessages;
  inboxes: Inboxes;
  bus: Bus;
  runner: WorkflowRunner;
  queues: Queues;
  senders: Senders;
  links: Links;
  webhooks: Webhooks;
};
