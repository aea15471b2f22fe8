// Drives a machine along a way that costPaths() lists, decision by decision.

import type { MachineResult } from '../../../lib/embedded/asl/run-machine.ts';
import type { MachineDefinition } from '../../../lib/journey/compile/asl.ts';
import type { PathCost } from '../../../lib/journey/compile/cost.ts';
import { signpostsOf } from '../../../lib/journey/compile/signpost.ts';
import { type Answer, came, caseHolds, drive, lastRound, notYet, timedOut } from './driven.ts';

export function driveAlong(machine: MachineDefinition, { turns }: PathCost): Promise<MachineResult> {
  const answers: Record<string, Answer[]> = {};
  const buckets: Record<string, string> = {};
  for (const { step, way } of turns) {
    const { state, ways } = crossingOf(machine, step);
    const index = ways.indexOf(way);
    if (state === step && machine.States[step]?.Type === 'Choice') buckets[step] = way;
    else if (state === step) push(answers, step, index === 0 ? came : timedOut);
    else if (state === `${step} (met)`) push(answers, `${step} (until)`, index === 0 ? lastRound : notYet);
    else push(answers, step, caseHolds(index === ways.length - 1 ? -1 : index));
  }
  return drive(machine, answers, buckets);
}

function crossingOf(machine: MachineDefinition, step: string): { state: string; ways: string[] } {
  for (const [state, signpost] of signpostsOf(machine)) {
    if ('ways' in signpost && signpost.step === step) return { state, ways: signpost.ways };
  }
  throw new Error(`nothing is decided at "${step}"`);
}

function push(answers: Record<string, Answer[]>, state: string, answer: Answer): void {
  answers[state] = [...(answers[state] ?? []), answer];
}
