// What each way through a machine costs, in state transitions, told in words for people. Where there are many ways,
// those that come to the same are told together.

import type { MachineDefinition } from './asl.ts';
import type { Tell, Told, Turn } from './position.ts';
import { signpostsOf } from './signpost.ts';
import { type Ending, findEndings, type Way, type Weigh } from './ways.ts';

export type PathCost = {
  /** How the way goes: what became of each step that decides, and how often where that was not once. */
  path: string;
  /** `completed`, or the outcome of an exit. */
  outcome: string;
  transitions: number;
  /** The decisions of this way one by one; of several that are told together, those of one of them. */
  turns: Turn[];
};

export type Costs = {
  /** From the cheapest to the dearest. */
  paths: PathCost[];
  /** The cheapest and the dearest way, over all paths. */
  least: number;
  most: number;
  /** Whether there are more ways than are told apart here. */
  cut: boolean;
};

/** More rows than this nobody reads: then they tell less, and so are fewer. */
const MOST_ROWS = 24;
const MOST_POSITIONS = 20_000;
/** More than 25,000 events of history allow, which validation sees to. */
const POSITIONS_OF_ANY_MACHINE = 100_000;

/** How often each turn was taken; the order does not count, since it costs the same. */
const howOften: Tell = (told, turn) =>
  told.some((one) => isSame(one, turn))
    ? told.map((one) => (isSame(one, turn) ? { ...one, times: one.times + 1 } : one))
    : [...told, { ...turn, times: 1 }];

/** Which turns were taken, once or more often. */
const whether: Tell = (told, turn) =>
  told.some((one) => isSame(one, turn)) ? told : [...told, { ...turn, times: 1 }];

/** Only how it ended. */
const nothing: Tell = (told) => told;

/**
 * All ways through a compiled machine but the rare ones: messages held back or not sent, and retries.
 * @throws if it was read from its text, or if its loops are far beyond what validation lets through
 */
export function costPaths(machine: MachineDefinition): Costs {
  const signposts = signpostsOf(machine);
  for (const tell of [howOften, whether, nothing]) {
    const limit = tell === nothing ? POSITIONS_OF_ANY_MACHINE : MOST_POSITIONS;
    const endings = findEndings(machine, signposts, tell, limit);
    const paths = endings?.flatMap(rowsOf).sort((a, b) => a.transitions - b.transitions);
    if (!paths || (paths.length > MOST_ROWS && tell !== nothing)) continue;
    const counts = paths.map((path) => path.transitions);
    return { paths, least: Math.min(...counts), most: Math.max(...counts), cut: tell !== howOften };
  }
  return tooMany();
}

/** Of all ways through a machine, the lightest and the heaviest by what their states weigh. */
export function weighPaths(machine: MachineDefinition, weigh: Weigh): { least: Way; most: Way } {
  const endings =
    findEndings(machine, signpostsOf(machine), nothing, POSITIONS_OF_ANY_MACHINE, weigh) ?? tooMany();
  return {
    least: endings.map(({ least }) => least).reduce((a, b) => (b.transitions < a.transitions ? b : a)),
    most: endings.map(({ most }) => most).reduce((a, b) => (b.transitions > a.transitions ? b : a)),
  };
}

function tooMany(): never {
  throw new Error('the loops of this machine have too many rounds to cost; validate its journey');
}

/** What a way tells in words: the turns that were taken, and how often. */
export function turnsInWords(turns: readonly Turn[]): string {
  const told = turns.reduce<Told>(howOften, []);
  return inWords(told) || 'straight through';
}

/** One row, or the cheapest and the dearest of ways that tell the same. */
function rowsOf({ outcome, told, least, most }: Ending): PathCost[] {
  const path = inWords(told);
  if (least.transitions === most.transitions)
    return [{ path: path || 'straight through', outcome, ...least }];
  const among = (which: string) => (path ? `${path} (the ${which} of such ways)` : `the ${which} way`);
  return [
    { path: among('cheapest'), outcome, ...least },
    { path: among('dearest'), outcome, ...most },
  ];
}

/** "next-order: 2× order.placed, no order.placed within P30D → …", the ways of a step together. */
function inWords(told: Told): string {
  const steps = Map.groupBy(told, ({ step }) => step);
  return [...steps].map(([step, ways]) => `${step}: ${ways.map(wayInWords).join(', ')}`).join(' → ');
}

function wayInWords({ way, times }: Told[number]): string {
  return times === 1 ? way : `${times}× ${way}`;
}

function isSame(a: Turn, b: Turn): boolean {
  return a.step === b.step && a.way === b.way;
}
