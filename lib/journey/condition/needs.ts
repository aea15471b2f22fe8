// What a condition has to be told before it can be decided: which event types, and whether messages' fates
// and webhooks' answers.

import { isReference } from '../reference.ts';
import { derivedAttributes, TIER_EVENT } from '../tiers.ts';
import type { Condition } from './condition.ts';

/** `derived` is about the attributes that tiers derive; the events that they are derived from are among the events. */
export type Needs = { events: ReadonlySet<string>; fates: boolean; webhooks: boolean; derived: boolean };

/** For decisions from the customer and the run alone. */
export const nothingNeeded: Needs = { events: new Set(), fates: false, webhooks: false, derived: false };

const needsByCondition = new WeakMap<object, Needs>();

/** The facts that a condition needs; computed once per condition object. */
export function conditionNeeds(condition: Condition): Needs {
  let needs = needsByCondition.get(condition);
  if (!needs) {
    const events = new Set<string>();
    let fates = false;
    let webhooks = false;
    let derived = false;
    for (const leaf of leaves(condition)) {
      if ('event' in leaf) events.add(leaf.event);
      if ('message' in leaf) fates = true;
      if ('webhook' in leaf || refersToWebhook(leaf)) webhooks = true;
      if ([...namesOfCustomer(leaf)].some(isDerived)) derived = true;
    }
    if (derived) events.add(TIER_EVENT);
    needs = { events, fates, webhooks, derived };
    needsByCondition.set(condition, needs);
  }
  return needs;
}

export function isDerived(name: string): boolean {
  return derivedAttributes.some((derived) => derived === name);
}

/** Every condition within a condition that is not `all`, `any` or `not`; of a segment, those that it asks. */
export function* leaves(condition: Condition): Generator<Condition> {
  if ('all' in condition) for (const part of condition.all) yield* leaves(part);
  else if ('any' in condition) for (const part of condition.any) yield* leaves(part);
  else if ('not' in condition) yield* leaves(condition.not);
  else if ('segment' in condition && condition.is) yield* leaves(condition.is);
  else yield condition;
}

const leavesByCondition = new WeakMap<object, readonly Condition[]>();

/** The same, as a list; computed once per condition object. */
export function leavesOf(condition: Condition): readonly Condition[] {
  let known = leavesByCondition.get(condition);
  if (!known) {
    known = [...leaves(condition)];
    leavesByCondition.set(condition, known);
  }
  return known;
}

/** What the references within a value need: the derived attributes come from the timeline, answers from the run. */
export function referenceNeeds(value: object): Needs {
  const derived = [...referredAttributes(value)].some(isDerived);
  return {
    events: new Set(derived ? [TIER_EVENT] : []),
    fates: false,
    webhooks: refersToWebhook(value),
    derived,
  };
}

/** The customer's attributes that a leaf reads, by name or by reference. */
function* namesOfCustomer(leaf: Condition): Generator<string> {
  if ('attribute' in leaf) yield leaf.attribute;
  yield* referredAttributes(leaf);
}

function* referredAttributes(value: unknown): Generator<string> {
  if (isReference(value)) {
    if (value.ref.startsWith('customer.')) yield value.ref.slice('customer.'.length);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) yield* referredAttributes(item);
  }
}

function refersToWebhook(value: unknown): boolean {
  if (isReference(value)) return value.ref.startsWith('webhook.');
  return typeof value === 'object' && value !== null && Object.values(value).some(refersToWebhook);
}

/** What several conditions need together. */
export function combineNeeds(parts: readonly Needs[]): Needs {
  return {
    events: new Set(parts.flatMap((part) => [...part.events])),
    fates: parts.some((part) => part.fates),
    webhooks: parts.some((part) => part.webhooks),
    derived: parts.some((part) => part.derived),
  };
}
