// What the runs of a journey cost by its compiled machine alone: for each way through it, and over all, from the least to
// the most. Nothing is assumed of how many go which way.

import { costPaths, turnsInWords, weighPaths } from '../compile/cost.ts';
import type { Turn } from '../compile/position.ts';
import { signpostsOf } from '../compile/signpost.ts';
import { type Bill, billOf, services, type Terms } from './bill.ts';
import type { Fate, Model, Situation } from './model.ts';
import { byTurns, type Visit, walk } from './walk.ts';
import { pieces, type Work } from './work.ts';

/** The least: no message goes out. The most: each goes out on its dearest channel, and the goal is met. */
export type Span = { least: Bill; most: Bill };

export type WayEstimate = Span & { path: string; outcome: string; transitions: number };

export type Estimate = {
  ways: WayEstimate[];
  /** Whether there are more ways than are told apart. */
  cut: boolean;
  /** A run, whichever way it goes. */
  run: Span;
  transitions: { least: number; most: number };
};

export function estimate(model: Model, terms: Terms): Estimate {
  const { machine } = model;
  const costs = costPaths(machine);
  const spanOf = (turns: readonly Turn[]) => spanOfVisits(model, walk(machine, byTurns(turns)), terms);
  const extreme = (pick: Pick) => weighPaths(machine, weigher(model, terms, pick));
  return {
    ways: costs.paths.map(({ path, outcome, transitions, turns }) => ({
      path: costs.cut ? path : turnsInWords(turns),
      outcome,
      transitions,
      ...spanOf(turns),
    })),
    cut: costs.cut,
    run: {
      least: spanOf(extreme(cheapest).least.turns).least,
      most: spanOf(extreme(dearest).most.turns).most,
    },
    transitions: { least: costs.least, most: costs.most },
  };
}

type Pick = (works: readonly Work[], terms: Terms) => Work;

const cheapest: Pick = (works, terms) =>
  works.reduce((a, b) => (billOf(b, terms).total < billOf(a, terms).total ? b : a));
const dearest: Pick = (works, terms) =>
  works.reduce((a, b) => (billOf(b, terms).total > billOf(a, terms).total ? b : a));

function spanOfVisits(model: Model, visits: readonly Visit[], terms: Terms): Span {
  const always = [model.entry, pieces.end];
  const least = [...always];
  const most = model.journey.goal ? [...always, pieces.conversion] : [...always];
  for (const { state, situation } of situations(model, visits)) {
    const works = alternatives(model, state, situation);
    least.push(cheapest(works, terms));
    most.push(dearest(works, terms));
  }
  return { least: sumOf(least, terms), most: sumOf(most, terms) };
}

/** The states of a walk, each with where the run stands. */
export function* situations(
  model: Model,
  visits: readonly Visit[],
): Generator<{ state: string; situation: Situation }> {
  let matched = false;
  for (const { state, way } of visits) {
    yield { state, situation: { way, matched } };
    if (way === 0 && model.isWaitFor(state)) matched = true;
  }
}

function alternatives(model: Model, state: string, situation: Situation): Work[] {
  const message = model.messageOf(state);
  if (!message) return [model.at(state, situation)];
  return message.fates.map((fate: Fate) => model.message(state, fate, situation));
}

/** Dollars for going through a state. Before it is known whether an event woke the run, the extreme is taken. */
function weigher(model: Model, terms: Terms, pick: Pick) {
  const signposts = signpostsOf(model.machine);
  return (state: string, turn: Turn | undefined): number => {
    const signpost = signposts.get(state);
    const way = turn && signpost && 'ways' in signpost ? signpost.ways.indexOf(turn.way) : undefined;
    const works = [false, true].flatMap((matched) => alternatives(model, state, { way, matched }));
    return billOf(pick(works, terms), terms).total;
  };
}

function sumOf(works: readonly Work[], terms: Terms): Bill {
  return addBills(works.map((work) => billOf(work, terms)));
}

export function addBills(bills: readonly Bill[]): Bill {
  const sum = Object.fromEntries(
    [...services, 'total' as const].map((name) => [name, bills.reduce((all, bill) => all + bill[name], 0)]),
  );
  // The same names, each with its sum.
  return sum as Bill;
}

export function timesBill(bill: Bill, count: number): Bill {
  return Object.fromEntries(Object.entries(bill).map(([name, dollars]) => [name, dollars * count])) as Bill;
}
