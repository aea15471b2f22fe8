// How often a customer was written to, and what of theirs waits: what caps count, and priority is told by. Plain data,
// kept as one record for each customer; whoever changes it does so on condition that nobody else did.

import type { ChannelName } from '../channels/index.ts';
import type { Purpose } from './rule.ts';

/** A message that went out, or may have. `key` names it: run, step and visit. */
export type CountedSend = { key: string; channel: ChannelName; purpose: Purpose; at: number };

/** A message that is held back until a moment (ms); `since` is when it was first decided. */
export type WaitingMessage = {
  key: string;
  runId: string;
  /** Those by which it may go out. */
  channels: readonly ChannelName[];
  purpose: Purpose;
  /** That of its journey. */
  priority: number;
  since: number;
  until: number;
};

export type Frequency = { sends: readonly CountedSend[]; waiting: readonly WaitingMessage[] };

export const nothingSent: Frequency = { sends: [], waiting: [] };

/** As the decision about a message sees it: `waiting` without those whose run is over. */
export type FrequencyFacts = Frequency & {
  /** Of the message that is decided. */
  key: string;
  priority: number;
  /** Whether a journey of higher priority is under way with this customer. */
  isOutranked: boolean;
};

/** What is long over due has lost its turn; what is longer over due than this is not kept. */
export const TURN = 5 * 60_000;
const KEPT = 24 * 3_600_000;

/** The message that is decided, as it waited before. */
export function waitedBefore({ waiting, key }: FrequencyFacts): WaitingMessage | undefined {
  return waiting.find((one) => one.key === key);
}

/** The messages that go before the one that is decided, and have not lost their turn: higher priority, or first decided. */
export function before(facts: FrequencyFacts, now: number): WaitingMessage[] {
  const { key, priority } = facts;
  const since = waitedBefore(facts)?.since ?? now;
  return facts.waiting.filter((other) => {
    if (other.key === key || other.until <= now - TURN) return false;
    if (other.priority !== priority) return other.priority > priority;
    return other.since < since || (other.since === since && other.key < key);
  });
}

/** With one more send; one that was counted before is counted once. It waits no longer, and what is older is forgotten. */
export function withSend({ sends, waiting }: Frequency, send: CountedSend, since: number): Frequency {
  const others = sends.filter(({ key, at }) => key !== send.key && at > since);
  return {
    sends: [...others, send].sort((a, b) => a.at - b.at),
    waiting: othersOf(waiting, send.key, send.at),
  };
}

/** With a message that waits, from now (ms) on. */
export function withWaiting({ sends, waiting }: Frequency, message: WaitingMessage, now: number): Frequency {
  return { sends, waiting: [...othersOf(waiting, message.key, now), message] };
}

/** Without a message: it neither waits, nor was it sent. */
export function without({ sends, waiting }: Frequency, key: string): Frequency {
  return {
    sends: sends.filter((send) => send.key !== key),
    waiting: waiting.filter((one) => one.key !== key),
  };
}

function othersOf(waiting: readonly WaitingMessage[], key: string, now: number): WaitingMessage[] {
  return waiting.filter((one) => one.key !== key && one.until > now - KEPT);
}
