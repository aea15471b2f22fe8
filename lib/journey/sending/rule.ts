// A rule of sending: whether a message may go to this customer, on this channel, at this moment.

import type { Topic } from '../../customer/topics.ts';
import type { ChannelName } from '../channels/index.ts';
import type { StepFacts } from '../steps/facts.ts';

export type Purpose = 'marketing' | 'transactional';

/** What a rule asks of the message. */
export type Sending = {
  purpose: Purpose;
  topic?: Topic | undefined;
  channel: ChannelName;
  /** The customer's address on the channel; undefined where there is none. */
  address: string | undefined;
  /** What becomes of the message where a rule refuses it until later. */
  holdBack?: 'wait' | 'drop';
};

/**
 * Why a message must not go out on a channel; `until` is the moment (ms) at which that may change by itself. One that many
 * messages wait for is shared: they go out spread over a while after it.
 */
export type Refusal = { reason: string; until?: number; isShared?: boolean };

export type Rule = (sending: Sending, facts: StepFacts) => Refusal | undefined;
