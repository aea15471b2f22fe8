// What a journey says and what it listens to, gathered from its fields and from what the registries know of its parts.

import { conditionNeeds } from '../condition/needs.ts';
import type { Journey } from '../journey.ts';
import type { Signal } from '../signal.ts';
import { walkSteps } from '../step-ids.ts';
import { definitionOf } from '../steps/index.ts';
import { triggerOf } from '../triggers/index.ts';
import type { EventPattern } from '../where.ts';

export type Hearer = 'trigger' | 'exit' | 'goal' | 'wait' | 'condition';

/** An event that a journey listens to, and which part of it does. */
export type Hearing = { by: Hearer; pattern: EventPattern };

export function hearingsOf(journey: Journey): Hearing[] {
  const { trigger, audience, exit = [], goal } = journey;
  const definition = triggerOf(trigger);
  const started = definition.pattern?.(trigger) ?? { event: definition.listensTo(trigger) };
  const steps = [...walkSteps(journey.steps)].map(({ step }) => step);
  const waits = steps.flatMap((step) => definitionOf(step).listensTo?.(step) ?? []);
  const asked = new Set(audience ? conditionNeeds(audience).events : []);
  for (const step of steps) {
    for (const event of definitionOf(step).needs?.(step).events ?? []) asked.add(event);
  }
  return [
    { by: 'trigger', pattern: started },
    ...exit.map((pattern) => ({ by: 'exit' as const, pattern })),
    ...(goal ? [{ by: 'goal' as const, pattern: goal }] : []),
    ...waits.map(({ pattern }) => ({ by: 'wait' as const, pattern })),
    ...[...asked].map((event) => ({ by: 'condition' as const, pattern: { event } })),
  ];
}

/** What the steps of a journey make happen, in reading order. */
export function signalsOf(journey: Journey): Signal[] {
  return [...walkSteps(journey.steps)].flatMap(({ step }) => definitionOf(step).emits?.(step) ?? []);
}
