// How long a message may wait in all: what would wait longer is no longer worth sending, and is dropped.

import { exactMillis } from '../calendar/duration.ts';
import type { StepFacts } from '../steps/facts.ts';
import { waitedBefore } from './frequency.ts';
import { noSendingRules } from './sending-rules.ts';

type Facts = Pick<StepFacts, 'now' | 'frequency' | 'sendingRules'>;

/** Whether a message that waits until a moment (ms) would have waited for too long. */
export function isOutOfPatience(until: number, facts: Facts): boolean {
  return until - firstDecided(facts) > exactMillis(patienceOf(facts));
}

/** As a duration. */
export function patienceOf({ sendingRules }: Facts): string {
  return (sendingRules ?? noSendingRules).patience;
}

/** When (ms) the message was first decided. */
export function firstDecided({ now, frequency }: Facts): number {
  return (frequency && waitedBefore(frequency)?.since) ?? now;
}
