// `nextTier` and `ordersToNextTier` come from tiers.json, and so do the names of tiers.

import { isDerived } from '../condition/needs.ts';
import { isReference } from '../reference.ts';
import type { Check, Subject } from './check.ts';
import { placedLeaves, walkValues } from './places.ts';
import { suggest } from './suggest.ts';

export const derivedAttributes: Check = function* (subject) {
  const { journey, conditions, context } = subject;
  if (tiersAreMissing(subject)) {
    for (const { condition, path } of conditions.flatMap((one) => [...placedLeaves(one)])) {
      if ('attribute' in condition && isDerived(condition.attribute)) {
        yield { path: [...path, 'attribute'], message: needsTiers(condition.attribute) };
      }
    }
    for (const { value, path } of walkValues(journey)) {
      const name = isReference(value) && value.ref.startsWith('customer.') ? value.ref.slice(9) : '';
      if (isDerived(name)) yield { path: [...path, 'ref'], message: needsTiers(name) };
    }
  }
  const tiers = context.tiers?.map((tier) => tier.name);
  for (const { condition, path } of tiers ? conditions.flatMap((one) => [...placedLeaves(one)]) : []) {
    if (!('attribute' in condition) || !['tier', 'nextTier'].includes(condition.attribute)) continue;
    for (const value of [condition.eq, ...(condition.in ?? [])]) {
      if (typeof value !== 'string' || tiers?.includes(value)) continue;
      const near = suggest(value, tiers ?? []);
      yield {
        path,
        message: `"${value}" is no tier of tiers.json`,
        allowed: tiers ?? [],
        ...(near === undefined ? {} : { didYouMean: near }),
        severity: 'warning',
      };
    }
  }
};

export function tiersAreMissing({ context }: Subject): boolean {
  return context.tiers === undefined && !context.unreadable?.has('tiers.json');
}

export function needsTiers(name: string): string {
  return `"${name}" is derived from tiers.json, and there is none; add workflows/tiers.json`;
}
