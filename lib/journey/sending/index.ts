// The registry of the rules of sending, in the order in which they are asked: the first refusal is the one that is told.

import type { StepFacts } from '../steps/facts.ts';
import { addressRule } from './address.ts';
import { consentRule } from './consent.ts';
import { pausesRule } from './pauses.ts';
import type { Refusal, Rule, Sending } from './rule.ts';
import { suppressionRule } from './suppression.ts';
import { templateRule } from './template.ts';

const rules: readonly Rule[] = [consentRule, templateRule, addressRule, suppressionRule, pausesRule];

/** Why a message must not go out on its channel now; undefined if it may. */
export function refusalOf(sending: Sending, facts: StepFacts): Refusal | undefined {
  for (const rule of rules) {
    const refusal = rule(sending, facts);
    if (refusal) return refusal;
  }
  return undefined;
}
