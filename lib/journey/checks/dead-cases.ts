// Cases of a branch that are never taken, because those before them hold whenever they do; and audiences that the
// trigger leaves empty.

import type { Condition } from '../condition/condition.ts';
import { isReference } from '../reference.ts';
import type { Where } from '../where.ts';
import type { Check } from './check.ts';
import { verdictOn } from './verdict.ts';

export const deadCases: Check = function* ({ journey, steps }) {
  for (const { step, path } of steps) {
    if (step.type !== 'branch') continue;
    const before: Condition[] = [];
    for (const [i, one] of step.cases.entries()) {
      const isFirst = before.length === 0;
      if (!isFirst && possible(one.when) && !possible({ all: [one.when, { not: { any: [...before] } }] })) {
        const message = 'is never taken: a case before it holds whenever this one does';
        yield { path: [...path, 'cases', i], message };
      }
      before.push(one.when);
    }
    if (step.else && verdictOn({ any: before }) === 'always') {
      yield { path: [...path, 'else'], message: 'is never taken: one of the cases always holds' };
    }
  }
  const { trigger, audience } = journey;
  const where = 'where' in trigger && trigger.where ? asConditions(trigger.where) : [];
  if (!audience || where.length === 0 || !possible(audience)) return;
  if (!possible({ all: [...where, audience] })) {
    yield { path: ['audience'], message: 'can never hold together with what the trigger asks in where' };
  }
};

function possible(condition: Condition): boolean {
  return verdictOn(condition) !== 'never';
}

/** What a trigger's `where` asks, as conditions on the starting event; joins on other values are left out. */
function asConditions(where: Where): Condition[] {
  return Object.entries(where).flatMap(([trigger, expected]): Condition[] => {
    if (isReference(expected)) return [];
    return [typeof expected === 'object' ? { trigger, ...expected } : { trigger, eq: expected }];
  });
}
