// A run as a passage: where messages stand in it, and how soon they can follow each other on its costliest way.

import { asKnown, definitionOf, type KnownStep } from '../steps/index.ts';
import type { Repeat } from '../steps/repeat.ts';
import type { Step } from '../steps/step.ts';
import type { WaitFor } from '../steps/wait-for.ts';
import {
  eitherOf,
  inOrder,
  leaving,
  nothing,
  oneMessage,
  type Passage,
  pause,
  timesOver,
} from './passage.ts';
import { exactly, exactWait, shortestMillis, shortestWait } from './shortest.ts';

/** `latest` is the most time (ms) since entry at which a run can come to a step, Infinity where it is not known. */
type Reached = { passage: Passage; latest: number };

/** The passage through a journey's steps, and the longest (ms) that a run can take. */
export function passageOf(steps: readonly Step[]): Reached {
  return through(steps, 0);
}

function through(steps: readonly Step[], latest: number): Reached {
  let all: Reached = { passage: nothing, latest };
  for (const step of steps) {
    const next = ofStep(asKnown(step), all.latest);
    all = { passage: inOrder(all.passage, next.passage), latest: next.latest };
  }
  return all;
}

/** A step of a new type sends nothing and takes no time until it is named here. */
function ofStep(step: KnownStep, latest: number): Reached {
  switch (step.type) {
    case 'message': {
      const passage = step.onFailure === 'exit' ? eitherOf([oneMessage, leaving]) : oneMessage;
      return { passage, latest };
    }
    case 'exit':
      return { passage: leaving, latest };
    case 'wait':
      return { passage: pause(shortestWait(step)), latest: latest + exactWait(step) };
    case 'waitFor':
      return ofWaitFor(step, latest);
    case 'repeat':
      return ofRepeat(step, latest);
    default:
      return ofAlternatives(step, latest);
  }
}

/** The event may come at once. The time-out comes when it comes, and if it counts from entry, perhaps soon. */
function ofWaitFor(step: WaitFor, latest: number): Reached {
  const timeout = shortestMillis(step.timeout);
  const over =
    step.from === 'entry' ? Math.max(latest, exactly(step.timeout)) : latest + exactly(step.timeout);
  const came = through(step.then ?? [], over);
  const late = through(step.else ?? [], over);
  const before = pause(step.from === 'entry' ? Math.max(0, timeout - latest) : timeout);
  return {
    passage: eitherOf([came.passage, inOrder(before, late.passage)]),
    latest: Math.max(came.latest, late.latest),
  };
}

/** The first rounds by themselves, since they know best how late it can be; the others alike. */
function ofRepeat(step: Repeat, latest: number): Reached {
  const round = (from: number): Reached => {
    const one = through(step.steps, from);
    return step.until ? { ...one, passage: eitherOf([one.passage, nothing]) } : one;
  };
  const first = through(step.steps, latest);
  if (step.times === 1) return first;
  const second = round(first.latest);
  const settled = second.latest === first.latest ? first.latest : Number.POSITIVE_INFINITY;
  const others = timesOver(round(settled).passage, step.times - 2);
  return { passage: inOrder(inOrder(first.passage, second.passage), others), latest: settled };
}

/** The lists inside a step, of which one is gone through; or none, where no list is for every other case. */
function ofAlternatives(step: KnownStep, latest: number): Reached {
  const inner = (definitionOf(step).nested?.(step) ?? []).map(({ steps }) => through(steps, latest));
  const isComplete = step.type === 'split' || (step.type === 'branch' && step.else !== undefined);
  const passages = inner.map(({ passage }) => passage);
  return {
    passage: eitherOf(isComplete ? passages : [...passages, nothing]),
    latest: Math.max(latest, ...inner.map((one) => one.latest)),
  };
}
