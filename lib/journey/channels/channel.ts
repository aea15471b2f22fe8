// What a channel says of itself: which address it needs, and what a template of it holds besides the body.

import type { Profile } from '../../customer/profile.ts';

export type Channel = {
  /** What the channel is called in a sentence. */
  label: string;
  /** The customer's address on this channel; undefined where there is none. */
  address(profile: Profile): string | undefined;
  /** Whether everybody has an address: then having one does not say that the shop uses the channel. */
  isEverybodys?: true;
};
