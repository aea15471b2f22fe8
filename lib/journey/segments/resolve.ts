// Fills in what segments ask, wherever a journey or another segment asks for one: so a run in flight needs nothing of a
// newer deployment.

import type { Condition } from '../condition/condition.ts';
import type { Journey } from '../journey.ts';
import { walkSteps } from '../step-ids.ts';
import { definitionOf } from '../steps/index.ts';
import type { Step } from '../steps/step.ts';

/** What each segment asks, by id, with nothing left to fill in. */
export type ResolvedSegments = ReadonlyMap<string, Condition>;

/** Throws for a segment that is not there: validation has told of it before. */
export function resolveCondition(condition: Condition, segments: ResolvedSegments): Condition {
  if ('all' in condition) return { all: condition.all.map((part) => resolveCondition(part, segments)) };
  if ('any' in condition) return { any: condition.any.map((part) => resolveCondition(part, segments)) };
  if ('not' in condition) return { not: resolveCondition(condition.not, segments) };
  if (!('segment' in condition)) return condition;
  const is = segments.get(condition.segment);
  if (!is) throw new Error(`there is no segment "${condition.segment}"`);
  return { segment: condition.segment, is };
}

/** All segments with nothing left to fill in. Throws where they name each other in a circle. */
export function resolveSegments(written: ReadonlyMap<string, Condition>): ResolvedSegments {
  const resolved = new Map<string, Condition>();
  const resolve = (id: string, within: readonly string[]): void => {
    const when = written.get(id);
    if (!when || resolved.has(id)) return;
    if (within.includes(id))
      throw new Error(`the segments ${[...within, id].join(' → ')} ask for each other`);
    for (const named of segmentsNamed(when)) resolve(named, [...within, id]);
    resolved.set(id, resolveCondition(when, resolved));
  };
  for (const id of written.keys()) resolve(id, []);
  return resolved;
}

/** The segments that a condition asks for by name. */
export function segmentsNamed(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(segmentsNamed);
  if ('any' in condition) return condition.any.flatMap(segmentsNamed);
  if ('not' in condition) return segmentsNamed(condition.not);
  return 'segment' in condition ? [condition.segment] : [];
}

/** The journey as it is compiled; the same object where it asks for no segment. */
export function resolveJourney(journey: Journey, segments: ResolvedSegments): Journey {
  if (!asksForSegments(journey)) return journey;
  const copy = structuredClone(journey);
  if (copy.audience) copy.audience = resolveCondition(copy.audience, segments);
  for (const { step } of walkSteps(copy.steps)) {
    for (const { path, condition } of conditionsOf(step)) {
      replaceAt(step, path, resolveCondition(condition, segments));
    }
  }
  return copy;
}

function asksForSegments({ audience, steps }: Journey): boolean {
  const asked = [...walkSteps(steps)].flatMap(({ step }) => conditionsOf(step).map((one) => one.condition));
  return [...(audience ? [audience] : []), ...asked].some((condition) => segmentsNamed(condition).length > 0);
}

function conditionsOf(step: Step) {
  return definitionOf(step).conditions?.(step) ?? [];
}

function replaceAt(value: object, path: readonly (string | number)[], replacement: Condition): void {
  const [first, ...rest] = path;
  if (first === undefined) throw new Error('a condition has no place in its step');
  if (rest.length === 0) Reflect.set(value, first, replacement);
  else replaceAt(Reflect.get(value, first), rest, replacement);
}
