// What a step's decision is made from: values only, gathered by the handlers.

import type { Position } from '../../customer/event.ts';
import type { Profile } from '../../customer/profile.ts';
import { isZone } from '../../customer/time.ts';
import type { ChannelName } from '../channels/index.ts';
import type { ConditionFacts } from '../condition/evaluate.ts';
import type { FrequencyFacts } from '../sending/frequency.ts';
import type { SendingRules } from '../sending/sending-rules.ts';

/**
 * `reachedAt` is when the machine entered the step (ms), `cursor` the position up to which the run has seen the
 * timeline, `satisfied` the ids of events that satisfied earlier waits of the run, `journeyZone` the zone for
 * customers without one.
 */
export type StepFacts = ConditionFacts & {
  profile: Profile;
  journeyZone: string;
  reachedAt: number;
  cursor: Position;
  satisfied: ReadonlySet<string>;
  /** For a message: the channels that its template is written for. */
  written?: ReadonlySet<ChannelName>;
  /** For a message: what sending.json says; null without one. */
  sendingRules?: SendingRules | null;
  /** For a message: how often the customer was written to, and what else of theirs waits, where that was asked for. */
  frequency?: FrequencyFacts;
  /** For a message: the channels on which the customer's address is suppressed, with the reason. */
  suppressed?: ReadonlyMap<ChannelName, string>;
  /** For a message: why marketing is paused, for its journey or as a whole. */
  paused?: string;
};

/** The zone a step works in: its own, or (for `"customer"`, the default) the customer's, or the journey's. */
export function stepZone(timezone: string | undefined, profile: Profile, journeyZone: string): string {
  if (timezone && timezone !== 'customer') return timezone;
  return customerZone(profile, journeyZone);
}

/** The customer's zone; the journey's, where it is not known or is none: no customer is lost to a wrong name. */
export function customerZone({ timezone }: Profile, journeyZone: string): string {
  return timezone !== undefined && isZone(timezone) ? timezone : journeyZone;
}
