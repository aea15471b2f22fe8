// Nothing goes to a suppressed address, whatever its purpose: SES would not send it either, and would not say so. It does
// not wait until the suppression ends: by then, a month later, nobody wants it any more.

import type { Rule } from './rule.ts';

export const suppressionRule: Rule = ({ channel }, { suppressed }) => {
  const reason = suppressed?.get(channel);
  return reason === undefined ? undefined : { reason: `suppressed: ${reason}` };
};
