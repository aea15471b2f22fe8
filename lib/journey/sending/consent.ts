// Marketing needs the customer's consent; a transactional message goes without.

import type { Rule } from './rule.ts';

export const consentRule: Rule = ({ purpose, channel }, { consent }) =>
  purpose === 'marketing' && consent[channel] !== true ? { reason: 'no-consent' } : undefined;
