// Every step's name within its journey: its id, or its type and its place in reading order.

import { definitionOf } from './steps/index.ts';
import type { Step } from './steps/step.ts';

/** A step, where it stands in the journey's JSON, and the repeats around it. */
export type Placed = { step: Step; path: (string | number)[]; depth: number };

/** All steps, nested ones included, in reading order. */
export function* walkSteps(
  steps: readonly Step[],
  path: (string | number)[] = ['steps'],
  depth = 0,
): Generator<Placed> {
  for (const [index, step] of steps.entries()) {
    const here = [...path, index];
    yield { step, path: here, depth };
    for (const inner of definitionOf(step).nested?.(step) ?? []) {
      yield* walkSteps(inner.steps, [...here, ...inner.path], depth + 1);
    }
  }
}

/** The ids of all steps of a journey; a step without one is called by type and number, such as `wait-2`. */
export function nameSteps(steps: readonly Step[]): Map<Step, string> {
  const placed = [...walkSteps(steps)];
  const given = new Set(placed.map(({ step }) => step.id));
  const names = new Map<Step, string>();
  placed.forEach(({ step }, index) => {
    let name = step.id ?? `${step.type}-${index + 1}`;
    while (step.id === undefined && given.has(name)) name = `${name}-auto`;
    names.set(step, name);
  });
  return names;
}
