// Messages of one customer that waited for the same moment go out one after the other: by priority, then by when they
// were first decided.

import { before, waitedBefore } from './frequency.ts';
import type { Rule } from './rule.ts';

/** How far (ms) they are apart. */
export const APART = 60_000;

export const inOrderRule: Rule = (_, { frequency, now }) => {
  if (!frequency || !waitedBefore(frequency)) return undefined;
  const first = before(frequency, now).some(({ until }) => until <= now);
  return first ? { reason: 'in-order', until: now + APART } : undefined;
};
