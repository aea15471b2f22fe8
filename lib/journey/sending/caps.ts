// Caps: no more than so many messages to a customer within any stretch of a length, from all journeys together. Where a
// place is short, it goes to the message that goes first: by priority, then by when it was first decided.

import { exactMillis } from '../calendar/duration.ts';
import type { ChannelName } from '../channels/index.ts';
import { before, type Frequency, type FrequencyFacts, waitedBefore } from './frequency.ts';
import type { OwnCap } from './own-cap.ts';
import type { Purpose, Refusal, Rule } from './rule.ts';
import type { Cap, SendingRules } from './sending-rules.ts';

/** For so long (ms) a message steps aside for journeys of higher priority, before it takes the last place. */
export const STEP_ASIDE = 60_000;

export const capsRule: Rule = ({ purpose, channel, holdBack }, { sendingRules, frequency, now }) => {
  if (!sendingRules || !frequency) return undefined;
  const caps = sendingRules.caps.filter((cap) => bars(cap, purpose, channel));
  if (caps.length === 0) return undefined;
  const refusal = refusalBy(caps, frequency, now);
  if (refusal) return refusal;
  return holdBack === 'drop' ? undefined : stepAside(caps, frequency, now);
};

/** Whether a cap can hold a message back. */
function bars({ channels, transactional }: Cap, purpose: Purpose, channel: ChannelName): boolean {
  return (channels?.includes(channel) ?? true) && (purpose === 'marketing' || transactional === 'capped');
}

/** Whether a cap counts a message. */
function counts({ channels, transactional }: Cap, purpose: Purpose, channel: ChannelName): boolean {
  return (channels?.includes(channel) ?? true) && (purpose === 'marketing' || transactional !== 'free');
}

/** Whether any cap counts a message: only then is it worth keeping. */
export function isCounted({ caps }: SendingRules, purpose: Purpose, channel: ChannelName): boolean {
  return caps.some((cap) => counts(cap, purpose, channel));
}

/** Whether every message has to know how often the customer was written to: only where something may make it wait. */
export function isFrequencyAsked(rules: SendingRules | null): boolean {
  return rules !== null && rules.caps.length + rules.quietHours.length > 0;
}

/** Sends that were made until then (ms) are counted no longer. */
export function countedSince({ caps }: SendingRules, now: number): number {
  return now - Math.max(0, ...caps.map(({ within }) => exactMillis(within)));
}

/** Whether one more message could leave some cap without a place. */
export function isTight({ caps }: SendingRules, { sends }: Frequency, now: number): boolean {
  return caps.some((cap) => placesTaken(cap, sends, now) >= cap.atMost - 1);
}

function placesTaken(cap: Cap, sends: Frequency['sends'], now: number): number {
  const since = now - exactMillis(cap.within);
  return sends.filter(({ purpose, channel, at }) => at > since && counts(cap, purpose, channel)).length;
}

function refusalBy(caps: readonly Cap[], facts: FrequencyFacts, now: number): Refusal | undefined {
  const others = { ...facts, sends: facts.sends.filter(({ key }) => key !== facts.key) };
  const full = caps.find((cap) => placesTaken(cap, others.sends, now) >= cap.atMost);
  const taken = caps.map((cap) => ({ cap, at: takenAt(cap, others, now) }));
  let until = now;
  for (let at = -1; at !== until; ) {
    at = until;
    until = Math.max(...taken.map((one) => firstPlace(one.cap, one.at, at)));
  }
  if (until === now) return undefined;
  return { reason: full ? `capped at ${capInWords(full)}` : GIVES_WAY, until };
}

const GIVES_WAY = 'gives-way';

/** When (ms) places of a cap were taken, or will be: by messages that were sent, and by those that go before. */
function takenAt(cap: Cap, facts: FrequencyFacts, now: number): number[] {
  const sent = facts.sends
    .filter(({ purpose, channel }) => counts(cap, purpose, channel))
    .map(({ at }) => at);
  const awaited = before(facts, now).filter(({ channels, purpose }) =>
    channels.some((channel) => counts(cap, purpose, channel)),
  );
  return [...sent, ...awaited.map(({ until }) => Math.max(until, now))];
}

/** The first moment (ms), not before `from`, at which a cap has a place that nobody needs before it is free again. */
function firstPlace({ atMost, within }: Cap, taken: readonly number[], from: number): number {
  const width = exactMillis(within);
  const isFree = (at: number) => taken.filter((one) => one > at - width && one < at + width).length < atMost;
  const moments = [from, ...taken.map((at) => at + width).filter((at) => at > from)].sort((a, b) => a - b);
  return moments.find(isFree) ?? from;
}

/** "3 by sms in P7D". */
export function capInWords({ atMost, within, channels, chosen }: OwnCap): string {
  const by = channels ? ` by ${channels.join(', ')}` : '';
  return `${atMost}${by} in ${within}${chosen ? ', as the customer chose' : ''}`;
}

/**
 * Before it takes the last place, a message steps aside, once, while a journey of higher priority is under way: a message
 * of that journey at the same moment may not have been decided yet.
 */
function stepAside(caps: readonly Cap[], facts: FrequencyFacts, now: number): Refusal | undefined {
  if (!facts.isOutranked) return undefined;
  const others = facts.sends.filter(({ key }) => key !== facts.key);
  if (!caps.some((cap) => placesTaken(cap, others, now) === cap.atMost - 1)) return undefined;
  const until = waitedBefore(facts)?.until ?? now + STEP_ASIDE;
  return until > now ? { reason: GIVES_WAY, until } : undefined;
}
