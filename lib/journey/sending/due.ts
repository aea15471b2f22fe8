// When a message that has to wait is decided again: as soon as it may go out, spread over a while where many wait for the
// same moment, and one after the other where they are to the same customer.

import { createHash } from 'node:crypto';
import { exactMillis } from '../calendar/duration.ts';
import type { StepFacts } from '../steps/facts.ts';
import { before } from './frequency.ts';
import { APART } from './in-order.ts';
import { isQuiet } from './quiet-hours.ts';
import type { Refusal, Sending } from './rule.ts';
import { noSendingRules } from './sending-rules.ts';

const SECOND = 1000;

/** The moment (ms), in whole seconds: machines do not sleep more exactly, and must not wake before it is time. */
export function dueAt({ until = 0, isShared }: Refusal, sending: Sending, facts: StepFacts): number {
  const start = Math.ceil(until / SECOND) * SECOND;
  const due = isShared ? spread(start, sending, facts) : start;
  return afterThose(due, facts);
}

/** The same share of the time for all messages of a customer, whoever computes it, so that they stay in order. */
function spread(start: number, sending: Sending, facts: StepFacts): number {
  const rules = facts.sendingRules ?? noSendingRules;
  const whole = exactMillis(rules.spread) * shareOf(facts.profile.id);
  // The time until the next quiet hours may be shorter than what is to be spread over.
  for (let part = whole; part >= SECOND; part /= 2) {
    const at = start + Math.floor(part / SECOND) * SECOND;
    if (!isQuiet(rules, sending, facts, at)) return at;
  }
  return start;
}

/** From 0 to just below 1. */
function shareOf(customerId: string): number {
  return createHash('sha256').update(`spread ${customerId}`).digest().readUInt32BE() / 2 ** 32;
}

/** A while after each message to the customer that goes before. */
function afterThose(due: number, { frequency, now }: StepFacts): number {
  if (!frequency) return due;
  const others = before(frequency, now)
    .map(({ until }) => until)
    .sort((a, b) => a - b);
  return others.reduce((at, other) => (other <= at && other > at - APART ? other + APART : at), due);
}
