// Messages, webhook calls, and the decisions behind them: each kept under run, step and visit.

import type { Json, JsonObject } from '../customer/json.ts';
import type { ChannelName } from '../journey/channels/index.ts';
import type { Fate } from '../journey/condition/condition.ts';
import type { NotedFate } from '../journey/deliverability/fates.ts';
import type { Counted } from '../journey/deliverability/rates.ts';
import type { Frequency } from '../journey/sending/frequency.ts';
import type { RenderedMessage } from '../journey/templates/render.ts';

/** How often the customer was written to, this message included, and the revision of what that was computed from. */
export type Counting = { frequency: Frequency; revision: number };

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

/** What must still be true of the customer at the moment of a claim. */
export type ClaimCondition = {
  /** All that they agreed to, as a text (`consentText`). */
  consent?: string;
  /** The customer's frequency, which is kept in the same transaction. */
  counting?: Counting | undefined;
};

/** `at` is when it happened (ms). */
export type NotedMessageFate = Pick<Message, 'customerId' | 'runId' | 'journeyId' | 'stepId' | 'visit'> & {
  fate: NotedFate;
  at: number;
  counts: Exclude<Counted, 'sent'> | null;
};

export type Messages = {
  /**
   * Claims a send under run, step and visit, on condition that the run is active. `held` is recorded in the same
   * way. Gives the message that is there already; else says `claimed`, or `ended` for a run that is not active, or
   * `changed` where the customer is no longer as the condition says: then it is to be decided again.
   */
  claim(message: Message, condition?: ClaimCondition): Promise<'claimed' | 'ended' | 'changed' | Message>;
  /** The message that was claimed, or held, under run, step and visit. */
  get(key: Pick<Message, 'customerId' | 'runId' | 'stepId' | 'visit'>): Promise<Message | undefined>;
  /** Notes what became of a claimed message, which keeps the moment of its claim. Throws if there is no claim. */
  record(message: Message, content: RenderedMessage | null): Promise<void>;
  /** Gives a claim up: nothing was sent, and the send may be tried again. */
  release(message: Message): Promise<void>;
  /**
   * Notes what feedback tells of a message, once: false if it is noted already. With `counts`, it is counted in the rates
   * of the journey in the same transaction, and so once, too. The message itself may not have been recorded yet.
   */
  noteFate(noted: NotedMessageFate): Promise<boolean>;
  /** What became of a run's messages, by step: here, and as far as feedback has told. */
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
  kind: 'entry' | 'step' | 'message' | 'end' | 'redrive' | 'convert';
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
