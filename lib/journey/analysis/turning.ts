// Conditions whose turning is itself an event, as segments are: what a step does may turn them, and so be heard.

import type { Condition } from '../condition/condition.ts';
import { conditionNeeds, leaves } from '../condition/needs.ts';
import type { EventSignal, Signal } from '../signal.ts';

/** `says` are the events that tell that the condition has come to hold, or holds no more. */
export type Turning = { condition: Condition; says: readonly EventSignal[] };

/** The events that a signal can bring about: itself, and what turns with it. */
export function eventsFrom(signal: Signal, turnings: readonly Turning[]): EventSignal[] {
  const turned = turnings.filter(({ condition }) => canTurn(condition, signal)).flatMap(({ says }) => says);
  return 'event' in signal ? [signal, ...turned] : turned;
}

function canTurn(condition: Condition, signal: Signal): boolean {
  if ('event' in signal) return conditionNeeds(condition).events.has(signal.event);
  if (!('changes' in signal)) return false;
  const attribute = signal.changes;
  return [...leaves(condition)].some(
    (leaf) =>
      'attribute' in leaf && (leaf.attribute === attribute || leaf.attribute.startsWith(`${attribute}.`)),
  );
}
