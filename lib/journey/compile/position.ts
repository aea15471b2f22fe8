// Where a way through a machine stands, and how it goes on from there, for costs: read from the states themselves, and
// from the signposts that say what their ways mean.

import type { State } from './asl.ts';
import { type Crossing, type Rounds, type Signpost, type WayOut, waysOut } from './signpost.ts';

/** One decision on a way: what became of a step. */
export type Turn = { step: string; way: string };

/** What a way tells: its turns, and how often each was taken. */
export type Told = readonly (Turn & { times: number })[];

/**
 * `rounds` are the variables that count the repeats; one that is not there is 1. `fixed` are the ways at sticky
 * crossings, by step.
 */
export type Position = {
  state: string;
  rounds: Readonly<Record<string, number>>;
  fixed: Readonly<Record<string, string>>;
  told: Told;
};

/** A way on; without `state`, the end of the run. */
export type Onward = Omit<Position, 'state'> & { state: string | undefined; turn?: Turn };

/** Adds a turn to what is told. */
export type Tell = (told: Told, turn: Turn) => Told;

/** The ordinary ways on from a position. Of a task without a signpost, what it catches is a rare outcome. */
export function waysOn(
  position: Position,
  state: State,
  signpost: Signpost | undefined,
  tell: Tell,
): Onward[] {
  const ways = waysOut(state);
  if (signpost === undefined) {
    if (state.Type === 'Choice') throw new Error(`the Choice "${position.state}" has no signpost`);
    return ways.slice(0, 1).map((way) => go(position, way));
  }
  if ('times' in signpost) return countRound(position, ways, signpost);
  if (signpost.ways.length !== ways.length) {
    throw new Error(`"${position.state}" has ${ways.length} ways, and its signpost ${signpost.ways.length}`);
  }
  const turns = ways.map((way, index) => turnInto(position, way, signpost, signpost.ways[index] ?? '', tell));
  const before = position.fixed[signpost.step];
  return before === undefined ? turns : turns.filter(({ turn }) => turn?.way === before);
}

function turnInto(
  position: Position,
  out: WayOut,
  { step, sticky }: Crossing,
  way: string,
  tell: Tell,
): Onward {
  const turn = { step, way };
  const fixed = sticky ? { ...position.fixed, [step]: way } : position.fixed;
  return { ...go(position, out), fixed, turn, told: tell(position.told, turn) };
}

function countRound(position: Position, ways: WayOut[], { variable, times }: Rounds): Onward[] {
  const round = position.rounds[variable] ?? 1;
  if (round >= times) return ways.slice(1).map((way) => go(position, way));
  const counted = { ...position, rounds: { ...position.rounds, [variable]: round + 1 } };
  return ways.slice(0, 1).map((way) => go(counted, way));
}

/** The rounds follow the state's Assign, which sets them back to a number; what counts them up is an expression. */
function go({ rounds, fixed, told }: Position, { to, assigns }: WayOut): Onward {
  const after: Record<string, number> = { ...rounds };
  for (const [name, value] of Object.entries(assigns)) if (typeof value === 'number') after[name] = value;
  return { state: to, rounds: after, fixed, told };
}
