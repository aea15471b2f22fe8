// While marketing is paused, for a journey or as a whole, none of it goes out; transactional messages do.

import type { Rule } from './rule.ts';

/** Nobody knows when it will be resumed: it is asked again after this long (ms). */
const AGAIN = 3_600_000;

export const pausesRule: Rule = ({ purpose }, { paused, now }) =>
  purpose === 'marketing' && paused !== undefined
    ? { reason: `marketing is paused: ${paused}`, until: now + AGAIN, isShared: true }
    : undefined;
