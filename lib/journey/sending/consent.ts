// Marketing needs the customer's consent to the channel, and goes nowhere once they have withdrawn from its topic. A
// transactional message goes without.

import type { Rule } from './rule.ts';

export const consentRule: Rule = ({ purpose, channel, topic }, { consent }) => {
  if (purpose === 'transactional') return undefined;
  if (consent[channel] !== true) return { reason: 'no-consent' };
  return topic !== undefined && consent[topic] === false ? { reason: 'no-consent-to-topic' } : undefined;
};
