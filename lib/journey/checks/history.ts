// A run has at most 25,000 events of history on AWS, and then fails: loops must stay below.

import type { State } from '../compile/asl.ts';
import { definitionOf } from '../steps/index.ts';
import type { Step } from '../steps/step.ts';
import type { Check } from './check.ts';
import { stepOf } from './state-names.ts';

const MOST_EVENTS = 25_000;
/** The start and the end of the execution. */
const AROUND = 2;
/** States of rare outcomes, which an ordinary run does not enter. */
const RARE = / \((held|failed)\)$/;

export const history: Check = function* ({ journey, steps, machine }) {
  const own = eventsByStep(machine.States);
  const names = new Map<Step, string>(steps.map(({ step, name }) => [step, name]));
  const ofList = (list: readonly Step[]): number => list.reduce((sum, step) => sum + ofStep(step), 0);
  const ofStep = (step: Step): number => {
    const inner = definitionOf(step).nested?.(step) ?? [];
    const once =
      (own.get(names.get(step) ?? '') ?? 0) + Math.max(0, ...inner.map((list) => ofList(list.steps)));
    return once * rounds(step);
  };
  const total = ofList(journey.steps) + AROUND;
  if (total <= MOST_EVENTS) return;
  const loops = steps.filter(({ step }) => rounds(step) > 1 && ofStep(step) > MOST_EVENTS);
  const tightest = loops.at(-1);
  const message = `can make ${total.toLocaleString('en')} events of history, and AWS ends a run at 25,000; repeat less often`;
  yield { path: tightest ? [...tightest.path, 'times'] : ['steps'], message };
};

function rounds(step: Step): number {
  return 'times' in step && typeof step.times === 'number' ? step.times : 1;
}

function eventsByStep(states: Record<string, State>): Map<string, number> {
  const events = new Map<string, number>();
  for (const [name, state] of Object.entries(states)) {
    if (RARE.test(name)) continue;
    const step = stepOf(name);
    events.set(step, (events.get(step) ?? 0) + eventsOf(state));
  }
  return events;
}

/** Entered and exited; a task also scheduled, started and succeeded, and with a token submitted. */
function eventsOf(state: State): number {
  if (state.Type !== 'Task') return 2;
  return state.Resource.endsWith('.waitForTaskToken') ? 6 : 5;
}
