// What a static check is: from a journey that fits the schema, and what lies around it, to findings.

import type { MachineDefinition } from '../compile/asl.ts';
import { compileJourney, DONE } from '../compile/compile.ts';
import type { Condition } from '../condition/condition.ts';
import type { DeclaredEvents } from '../declared-events.ts';
import type { Journey } from '../journey.ts';
import type { Retention } from '../retention.ts';
import { nameSteps, walkSteps } from '../step-ids.ts';
import { asKnown, definitionOf, type KnownStep } from '../steps/index.ts';
import type { TemplateBundle } from '../templates/bundle.ts';
import type { Tiers } from '../tiers.ts';
import { triggerOf } from '../triggers/index.ts';
import type { EventPattern } from '../where.ts';
import type { MessagesContext } from './messages.ts';
import type { Finding, Path } from './problem.ts';

/** What a journey is checked against. */
export type ValidationContext = MessagesContext & {
  templates: ReadonlyMap<string, TemplateBundle>;
  /** Without it, nothing about events' properties is checked. */
  events?: DeclaredEvents | undefined;
  tiers?: Tiers | undefined;
  /** The ids of all journeys that are deployed together; without it, nothing is checked about journeys that start others. */
  journeyIds?: ReadonlySet<string> | undefined;
  /** The ids of all segments; without it, that is not checked. */
  segmentIds?: readonly string[] | undefined;
  /** How long records are kept; without it, for ever. */
  retention?: Retention | undefined;
  /** The hosts that webhooks may call; without it, that is not checked. */
  webhookHosts?: readonly string[] | undefined;
  /** The moment (ms) of validation, from which waits until a date are counted; without it they are not. */
  now?: number | undefined;
};

export type PlacedStep = { step: KnownStep; path: Path; name: string };
export type PlacedCondition = { condition: Condition; path: Path; inAudience: boolean };
export type PlacedPattern = { pattern: EventPattern; path: Path };

/** A journey taken apart, and the machine that it compiles to; where steps share an id, their states do not. */
export type Subject = {
  journey: Journey;
  steps: readonly PlacedStep[];
  conditions: readonly PlacedCondition[];
  patterns: readonly PlacedPattern[];
  /** The type of the event that starts a run. */
  triggerEvent: string;
  machine: MachineDefinition;
  context: ValidationContext;
};

export type Check = (subject: Subject) => Iterable<Finding>;

export function takeApart(journey: Journey, context: ValidationContext): Subject {
  const distinct = withDistinctIds(journey);
  const names = [...nameSteps(distinct.steps).values()];
  const steps = [...walkSteps(journey.steps)].map(({ step, path }, i) => ({
    step: asKnown(step),
    path,
    name: names[i] ?? '',
  }));
  const conditions = steps.flatMap(({ step, path }) =>
    (definitionOf(step).conditions?.(step) ?? []).map((one) => ({
      condition: one.condition,
      path: [...path, ...one.path],
      inAudience: false,
    })),
  );
  const audience = journey.audience
    ? [{ condition: journey.audience, path: ['audience'], inAudience: true }]
    : [];
  return {
    journey,
    steps,
    conditions: [...audience, ...conditions],
    patterns: patternsOf(journey, steps),
    triggerEvent: triggerOf(journey.trigger).listensTo(journey.trigger),
    machine: machineOf(distinct),
    context,
  };
}

function patternsOf(journey: Journey, steps: readonly PlacedStep[]): PlacedPattern[] {
  return [
    ...('event' in journey.trigger ? [{ pattern: journey.trigger, path: ['trigger'] }] : []),
    ...(journey.exit ?? []).map((pattern, i) => ({ pattern, path: ['exit', i] })),
    ...(journey.goal ? [{ pattern: journey.goal, path: ['goal'] }] : []),
    ...steps.flatMap(({ step, path }) =>
      (definitionOf(step).listensTo?.(step) ?? []).map((one) => ({
        pattern: one.pattern,
        path: [...path, ...one.path],
      })),
    ),
  ];
}

/** A copy with the same steps, in which no id stands twice, nor for the closing state: it can be compiled. */
function withDistinctIds(journey: Journey): Journey {
  const copy = structuredClone(journey);
  const taken = new Set<string>([DONE]);
  for (const [i, { step }] of [...walkSteps(copy.steps)].entries()) {
    if (step.id === undefined) continue;
    if (taken.has(step.id)) step.id = `${i}-again`;
    taken.add(step.id);
  }
  return copy;
}

function machineOf(journey: Journey): MachineDefinition {
  // Any hash does: whether a template is there is a check of its own.
  const hashes = new Map<string, string>();
  for (const { step } of walkSteps(journey.steps)) {
    const known = asKnown(step);
    if (known.type === 'message') hashes.set(known.template, '0'.repeat(12));
  }
  return compileJourney(journey, hashes);
}
