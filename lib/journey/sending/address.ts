// A message needs somewhere to go.

import type { Rule } from './rule.ts';

export const addressRule: Rule = ({ address }) =>
  address === undefined ? { reason: 'no-address' } : undefined;
