// All that a customer agreed to as one text, by which a claim sees whether it is still what was decided from.

import type { Profile } from './profile.ts';

/** The same text for the same consent; the order in which it was given does not count. */
export function consentText({ consent }: Pick<Profile, 'consent'>): string {
  const said = Object.entries(consent).sort(([a], [b]) => (a < b ? -1 : 1));
  return said.map(([key, given]) => `${encodeURIComponent(key)}=${given ? 'yes' : 'no'}`).join('&');
}
