// What customers choose on the preference page, beside consent: attributes of the profile, which journeys may ask for.

import type { Profile } from './profile.ts';
import { parseInstant } from './time.ts';

/** How often marketing may come: as it does, once a week at most, or once a month at most. */
export const frequencies = ['all', 'weekly', 'monthly'] as const;

export type Frequency = (typeof frequencies)[number];

export function isFrequency(value: unknown): value is Frequency {
  return frequencies.some((frequency) => frequency === value);
}

export function frequencyOf({ attributes }: Profile): Frequency {
  const { messageFrequency } = attributes;
  return isFrequency(messageFrequency) ? messageFrequency : 'all';
}

/** Until when (ms) the customer has paused marketing; undefined if it is not paused at this moment. */
export function pausedUntil({ attributes }: Profile, now: number): number | undefined {
  const until = typeof attributes.pausedUntil === 'string' ? parseInstant(attributes.pausedUntil) : undefined;
  return until !== undefined && until > now ? until : undefined;
}

/** Whether messages may be made to the customer's measure; so they may until the customer objects. */
export function isPersonalised({ attributes }: Profile): boolean {
  return attributes.personalised !== false;
}
