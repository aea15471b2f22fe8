// A customer may pause marketing for a while; it goes on by itself.

import { pausedUntil } from '../../customer/preferences.ts';
import type { Rule } from './rule.ts';

export const pauseRule: Rule = ({ purpose }, { profile, now }) => {
  const until = purpose === 'marketing' ? pausedUntil(profile, now) : undefined;
  return until === undefined ? undefined : { reason: 'paused-by-customer', until };
};
