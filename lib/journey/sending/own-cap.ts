// A customer may cap what they get themselves: the attribute `messageFrequency`, which the preference page sets.

import { type Frequency, frequencyOf } from '../../customer/preferences.ts';
import type { Profile } from '../../customer/profile.ts';
import { type Cap, noSendingRules, type SendingRules } from './sending-rules.ts';

/** How long (ISO 8601) one marketing message lasts. */
const WITHIN: Record<Exclude<Frequency, 'all'>, string> = { weekly: 'P7D', monthly: 'P30D' };

/** A cap of a customer's own, beside those that are set for all. */
export type OwnCap = Cap & { chosen?: true };

/** The rules of sending that hold for a customer; null where there are none. */
export function rulesFor(rules: SendingRules | null, profile: Profile): SendingRules | null {
  const frequency = frequencyOf(profile);
  if (frequency === 'all') return rules;
  const own: OwnCap = { atMost: 1, within: WITHIN[frequency], transactional: 'free', chosen: true };
  const { caps, ...others } = rules ?? noSendingRules;
  return { ...others, caps: [...caps, own] };
}
