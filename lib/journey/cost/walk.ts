// Goes through a compiled machine by what was decided at its crossings, and tells the states that it enters.

import type { MachineDefinition, State } from '../compile/asl.ts';
import type { Turn } from '../compile/position.ts';
import { type Crossing, type Signposts, signpostsOf, type WayOut, waysOut } from '../compile/signpost.ts';

/** What a message that waits costs more, each time: the sleep, and its own state again. */
export const WAITING_TRANSITIONS = 2;

/** A state that was entered; `way` is the number of the way that was taken out of it, where it had to be decided. */
export type Visit = { state: string; way?: number };

/** The number of the way to take at a crossing; undefined where that is not known, and the walk ends. */
export type Choose = (crossing: Crossing) => number | undefined;

/** The states that an execution enters, in order: at most so many. Messages held back, retries and errors are not told. */
export function walk(machine: MachineDefinition, choose: Choose, atMost = Infinity): Visit[] {
  const signposts = signpostsOf(machine);
  const rounds: Record<string, number> = {};
  const visits: Visit[] = [];
  let at: string | undefined = machine.StartAt;
  while (at !== undefined && visits.length < atMost) {
    const state: State | undefined = machine.States[at];
    if (!state) throw new Error(`the machine has no state "${at}"`);
    const signpost = signposts.get(at);
    let way: number | undefined = 0;
    if (signpost && 'times' in signpost) {
      const round = rounds[signpost.variable] ?? 1;
      way = round < signpost.times ? 0 : 1;
      if (way === 0) rounds[signpost.variable] = round + 1;
      visits.push({ state: at });
    } else if (signpost && visits.length + 1 < atMost) {
      way = choose(signpost);
      visits.push(way === undefined ? { state: at } : { state: at, way });
    } else {
      visits.push({ state: at });
    }
    const out: WayOut | undefined = way === undefined ? undefined : waysOut(state)[way];
    for (const [name, value] of Object.entries(out?.assigns ?? {})) {
      if (typeof value === 'number') rounds[name] = value;
    }
    at = out?.to;
  }
  return visits;
}

/** Takes the turns of a way one after the other. */
export function byTurns(turns: readonly Turn[]): Choose {
  const left = [...turns];
  return ({ ways }) => {
    const turn = left.shift();
    return turn && ways.indexOf(turn.way);
  };
}

/** Takes ways by their numbers, one after the other. */
export function byNumbers(numbers: readonly number[]): Choose {
  const left = [...numbers];
  return () => left.shift();
}

/** The turns that a walk took. */
export function turnsOf(machine: MachineDefinition, visits: readonly Visit[]): Turn[] {
  const signposts: Signposts = signpostsOf(machine);
  return visits.flatMap(({ state, way }) => {
    const signpost = signposts.get(state);
    if (way === undefined || !signpost || 'times' in signpost) return [];
    return [{ step: signpost.step, way: signpost.ways[way] ?? '' }];
  });
}
