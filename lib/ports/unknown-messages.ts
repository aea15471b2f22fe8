// The messages of which nobody knows whether they went out, until an operator says what becomes of each.

import type { JsonObject } from '../customer/json.ts';
import type { Message } from './messages.ts';

/** What tells a message from all others. */
export type MessageKey = Pick<Message, 'customerId' | 'runId' | 'stepId' | 'visit'>;

export type UnknownMessage = {
  message: Message;
  /** The job by which it was sent, and can be sent again; null for one that was recorded without. */
  job: JsonObject | null;
  /** How often it was sent again. */
  resends: number;
};

export type UnknownMessages = {
  /** Keeps what it takes to send a message again, before it is recorded as unknown. */
  keep(message: MessageKey & Pick<Message, 'at'>, job: JsonObject): Promise<void>;
  /** The oldest, by when they were decided; at most so many. */
  list(atMost: number): Promise<UnknownMessage[]>;
  /** Undefined if there is no such message, or its fate is known. */
  get(key: MessageKey): Promise<UnknownMessage | undefined>;
  /**
   * Gives the claim of an unknown message up, so that it may be claimed anew: for the `nth` time (from 1), once. False
   * if it is not unknown, or was reopened so often before.
   */
  reopen(key: MessageKey, nth: number): Promise<boolean>;
  /** Puts a message that was reopened, and could not be claimed, back to where it stood. */
  restore(message: Message): Promise<void>;
  /** Records that it failed, for this reason. False if it is not unknown. */
  drop(key: MessageKey, reason: string): Promise<boolean>;
};
