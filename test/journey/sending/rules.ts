// For the tests of sending: rules as sending.json has them, and the facts that they are asked with.

import type { FrequencyFacts, WaitingMessage } from '../../../lib/journey/sending/frequency.ts';
import { type SendingRules, SendingRulesSchema } from '../../../lib/journey/sending/sending-rules.ts';
import type { StepFacts } from '../../../lib/journey/steps/facts.ts';
import { factsOf } from '../../contracts/examples.ts';

export const marketing = { purpose: 'marketing', channel: 'email', address: 'ana@example.com' } as const;

export function rulesOf(rules: object): SendingRules {
  return SendingRulesSchema.parse(rules);
}

/** The message that is decided is "this" of the run "run". */
export function knowing(changes: Partial<FrequencyFacts> = {}): FrequencyFacts {
  return { sends: [], waiting: [], key: 'this', priority: 0, isOutranked: false, ...changes };
}

export function waits(key: string, changes: Partial<WaitingMessage> = {}): WaitingMessage {
  return {
    key,
    runId: 'run',
    channels: ['email'],
    purpose: 'marketing',
    priority: 0,
    since: 0,
    until: 0,
    ...changes,
  };
}

export function at(now: number, rules: SendingRules, changes: Partial<StepFacts> = {}): StepFacts {
  return factsOf({ now, sendingRules: rules, ...changes });
}
