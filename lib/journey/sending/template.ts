// A message can go out only on a channel that its template is written for.

import type { Rule } from './rule.ts';

export const templateRule: Rule = ({ channel }, { written }) =>
  written && !written.has(channel) ? { reason: 'no-template' } : undefined;
