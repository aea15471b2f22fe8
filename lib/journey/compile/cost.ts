// What each way through a machine costs, in state transitions: every state that is entered counts.

import type { MachineDefinition, State } from './asl.ts';
import { signals } from './task.ts';

export type PathCost = {
  /** How the way goes: the decisions on it, in order. */
  path: string;
  /** `completed`, or the outcome of an exit. */
  outcome: string;
  transitions: number;
};

export type Costs = {
  paths: PathCost[];
  /** The cheapest and the dearest way, over all paths. */
  least: number;
  most: number;
  /** Whether there are more ways than are listed. */
  cut: boolean;
};

/** More ways than this are not listed; a repeat around a choice has them quickly. */
const MAX_PATHS = 500;

/** One way so far. `rounds` counts how often each repeat has been gone through. */
type Way = {
  state: string;
  transitions: number;
  told: string[];
  rounds: Record<string, number>;
  /** How it ended, once it has. */
  ended?: string;
};

/** All ways through a compiled machine but the rare ones: messages held back, and retries. In the order of the states. */
export function costPaths(machine: MachineDefinition): Costs {
  const paths: PathCost[] = [];
  const open: Way[] = [{ state: machine.StartAt, transitions: 0, told: [], rounds: {} }];
  let cut = false;
  for (let way = open.pop(); way; way = open.pop()) {
    if (paths.length >= MAX_PATHS) {
      cut = true;
      break;
    }
    const entered = { ...way, transitions: way.transitions + 1 };
    const state = machine.States[way.state];
    if (!state) throw new Error(`the machine has no state "${way.state}"`);
    for (const next of follow(way.state, state, entered).toReversed()) {
      if (next.ended === undefined) open.push(next);
      else paths.push({ path: tell(next), outcome: next.ended, transitions: next.transitions });
    }
  }
  const counts = paths.map((path) => path.transitions);
  return { paths, least: Math.min(...counts), most: Math.max(...counts), cut };
}

function tell(way: Way): string {
  return way.told.join(' → ') || 'straight through';
}

/** The ways on from a state; one that ends there says how. */
function follow(name: string, state: State, way: Way): Way[] {
  if (state.Type === 'Succeed') return [{ ...way, ended: outcomeOf(state.Output) }];
  if (state.Type === 'Choice') return chooseFrom(name, state, way);
  const onward: Way = 'Next' in state ? { ...way, state: state.Next } : { ...way, ended: 'completed' };
  const caught = state.Type === 'Task' ? (state.Catch ?? []).filter(isOrdinary) : [];
  if (caught.length === 0) return [onward];
  const waits = caught.some((catcher) => catcher.ErrorEquals.includes(signals.timedOut));
  const [well, badly] = waits ? ['sees its event', 'times out'] : ['goes well', 'fails'];
  const withWord = (one: Way, word: string) => ({ ...one, told: [...way.told, `${name} ${word}`] });
  return [
    withWord(onward, well),
    ...caught.map((catcher) => withWord({ ...way, state: catcher.Next }, badly)),
  ];
}

function isOrdinary(catcher: { ErrorEquals: string[] }): boolean {
  return !catcher.ErrorEquals.includes(signals.held);
}

function chooseFrom(name: string, state: State & { Type: 'Choice' }, way: Way): Way[] {
  const [first] = state.Choices;
  const limit = first && /^\{% \[\$round\d+, 1\]\[0\] < (\d+) %\}$/.exec(first.Condition)?.[1];
  if (first && limit !== undefined) return countRound(name, first.Next, state.Default, Number(limit), way);
  const branches = state.Choices.map((choice, i) => ({
    state: choice.Next,
    told: `${name}: ${labelOf(choice.Condition, i)}`,
  }));
  const all = [...branches, { state: state.Default, told: `${name}: else` }];
  return all.map((branch) => ({ ...way, state: branch.state, told: [...way.told, branch.told] }));
}

function countRound(name: string, again: string, after: string, times: number, way: Way): Way[] {
  const round = (way.rounds[name] ?? 1) + 1;
  if (round > times) return [{ ...way, state: after, rounds: { ...way.rounds, [name]: 1 } }];
  return [{ ...way, state: again, rounds: { ...way.rounds, [name]: round } }];
}

function labelOf(condition: string, index: number): string {
  const name = /= '([^']+)'/.exec(condition)?.[1];
  return name ?? (condition.includes('$states.input.met') ? 'until holds' : `case ${index + 1}`);
}

function outcomeOf(output: unknown): string {
  if (typeof output !== 'object' || output === null || !('exited' in output)) return 'completed';
  return String(output.exited);
}
