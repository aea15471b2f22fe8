// Steps that no customer can come to, because every way before them has left the journey. Read from the machine.

import type { State } from '../compile/asl.ts';
import { definitionOf } from '../steps/index.ts';
import type { Step } from '../steps/step.ts';
import type { Check } from './check.ts';
import type { Finding, Path } from './problem.ts';
import { stepOf } from './state-names.ts';

export const unreachable: Check = function* ({ journey, machine, steps }) {
  const names = new Map<Step, string>(steps.map(({ step, name }) => [step, name]));
  const reached = reachedSteps(machine.StartAt, machine.States);
  const isReached = (step: Step): boolean =>
    reached.has(names.get(step) ?? '') || innerLists(step).some((inner) => inner.steps.some(isReached));

  function* inList(list: readonly Step[], path: Path): Generator<Finding> {
    for (const [i, step] of list.entries()) {
      const here = [...path, i];
      if (!isReached(step)) {
        // What follows in the same list is as lost; one complaint is enough.
        yield { path: here, message: 'can never be reached: every way to it leaves the journey before' };
        return;
      }
      for (const inner of innerLists(step)) yield* inList(inner.steps, [...here, ...inner.path]);
    }
  }
  yield* inList(journey.steps, ['steps']);
};

function innerLists(step: Step) {
  return definitionOf(step).nested?.(step) ?? [];
}

function reachedSteps(start: string, states: Record<string, State>): Set<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = states[name];
    if (seen.has(name) || !state) continue;
    seen.add(name);
    open.push(...nextStates(state));
  }
  return new Set([...seen].map(stepOf));
}

function nextStates(state: State): string[] {
  if (state.Type === 'Succeed') return [];
  if (state.Type === 'Choice') return [...state.Choices.map((choice) => choice.Next), state.Default];
  const next = 'Next' in state ? [state.Next] : [];
  return state.Type === 'Task' ? [...next, ...(state.Catch ?? []).map((catcher) => catcher.Next)] : next;
}
