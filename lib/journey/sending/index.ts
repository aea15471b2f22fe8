// The registry of the rules of sending, in the order in which they are asked: the first refusal is the one that is told,
// but one for good before one until later.

import type { StepFacts } from '../steps/facts.ts';
import { addressRule } from './address.ts';
import { capsRule } from './caps.ts';
import { consentRule } from './consent.ts';
import { inOrderRule } from './in-order.ts';
import { pauseRule } from './pause.ts';
import { pausesRule } from './pauses.ts';
import { quietHoursRule } from './quiet-hours.ts';
import type { Refusal, Rule, Sending } from './rule.ts';
import { suppressionRule } from './suppression.ts';
import { templateRule } from './template.ts';

const rules: readonly Rule[] = [
  consentRule,
  pauseRule,
  templateRule,
  addressRule,
  suppressionRule,
  pausesRule,
  quietHoursRule,
  capsRule,
  inOrderRule,
];

/**
 * Why a message must not go out on its channel now; undefined if it may. `until` is then the first moment at which, as far
 * as is known, no rule refuses it.
 */
export function refusalOf(sending: Sending, facts: StepFacts): Refusal | undefined {
  const refusals = rules.flatMap((rule) => rule(sending, facts) ?? []);
  const first = refusals.find(({ until }) => until === undefined) ?? refusals[0];
  return first?.until === undefined ? first : { ...first, ...lastOf(sending, facts) };
}

/** How often what one rule waits for is put to the others. */
const MOST_TURNS = 10;

/** When no rule refuses any more, and whether it is so for many. */
function lastOf(sending: Sending, facts: StepFacts): Pick<Refusal, 'until' | 'isShared'> {
  let last: { rule?: Rule; until: number; isShared: boolean } = { until: facts.now, isShared: false };
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    // A rule that only says when to ask again would say so for ever; each is asked again only after another.
    const others = rules.filter((rule) => rule !== last.rule);
    const next = others
      .map((rule) => ({ rule, refusal: rule(sending, { ...facts, now: last.until }) }))
      .map(({ rule, refusal }) => ({
        rule,
        until: refusal?.until ?? last.until,
        isShared: refusal?.isShared ?? false,
      }))
      .reduce((a, b) => (b.until > a.until ? b : a));
    if (next.until <= last.until) break;
    last = next;
  }
  return { until: last.until, isShared: last.isShared };
}
