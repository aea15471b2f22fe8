// What the runs of a journey cost as a replay had them: each way by how many went it, messages as they were sent or held.

import { turnsInWords } from '../compile/cost.ts';
import { type Bill, billOf, type Terms } from './bill.ts';
import { situations } from './estimate.ts';
import type { JourneyRuns, SameWay } from './frequencies.ts';
import type { Fate, Model, Situation } from './model.ts';
import { byNumbers, turnsOf, WAITING_TRANSITIONS, walk } from './walk.ts';
import { add, noWork, pieces, times, type Work } from './work.ts';

export type MeasuredWay = {
  path: string;
  outcome: string;
  runs: number;
  /** On average. */
  transitions: number;
  /** Of one such run. */
  each: Bill;
};

export type Measured = {
  runs: number;
  /** Of one run, on average. */
  transitions: number;
  /** From the most to the least frequent. */
  ways: MeasuredWay[];
  /** Of one run, on average. */
  each: Bill;
};

/** More rows than this nobody reads: what is rarer is told together. */
const MOST_ROWS = 24;

/** Undefined if there were no runs. */
export function measure(model: Model, { ways }: JourneyRuns, terms: Terms): Measured | undefined {
  const told = ways.map((same) => ({ ...inWords(model, same), same, work: workOf(model, same) }));
  const runs = told.reduce((sum, { same }) => sum + same.runs, 0);
  if (runs === 0) return undefined;
  const byWords = Map.groupBy(told, ({ path, outcome }) => JSON.stringify([path, outcome]));
  const groups = [...byWords.values()].sort((a, b) => runsOf(b) - runsOf(a));
  const rows = groups.slice(0, MOST_ROWS);
  const rare = groups.slice(MOST_ROWS).flat();
  if (rare.length > 0) rows.push(rare.map((one) => ({ ...one, path: 'rarer ways', outcome: 'any' })));
  const whole = add(...told.map(({ work }) => work));
  return {
    runs,
    transitions: whole.transitions / runs,
    ways: rows.map((group) => {
      const count = runsOf(group);
      const work = times(add(...group.map((one) => one.work)), 1 / count);
      const { path = '', outcome = '' } = group[0] ?? {};
      return { path, outcome, runs: count, transitions: work.transitions, each: billOf(work, terms) };
    }),
    each: billOf(times(whole, 1 / runs), terms),
  };
}

/** All work of the runs of a journey. */
export function workOfRuns(model: Model, { ways }: JourneyRuns): Work {
  return add(...ways.map((same) => workOf(model, same)));
}

function runsOf(group: readonly { same: SameWay }[]): number {
  return group.reduce((sum, { same }) => sum + same.runs, 0);
}

function inWords({ machine }: Model, same: SameWay): { path: string; outcome: string } {
  const visits = walk(machine, byNumbers(same.ways), ordinary(same));
  const outcomes = { 'last step': 'completed', failed: 'failed', active: 'still active' };
  const outcome = same.outcome ?? (same.end in outcomes ? outcomes[same.end as keyof typeof outcomes] : '');
  const words = turnsInWords(turnsOf(machine, visits));
  return { path: same.end === 'event' ? `${words}, then an exit event` : words, outcome };
}

/** All of these runs together. */
function workOf(model: Model, same: SameWay): Work {
  const visits = walk(model.machine, byNumbers(same.ways), ordinary(same));
  const each = [model.entry, endOf(same)];
  const sent: Work[] = [];
  for (const { state, situation } of situations(model, visits)) {
    if (!model.messageOf(state)) each.push(model.at(state, situation));
  }
  for (const { step, channel, sent: went, held } of same.messages) {
    const situation = situationAt(model, visits, step);
    const of = (fate: Fate, count: number) => times(model.message(step, fate, situation), count);
    sent.push(of(channel, went), of('held', held));
  }
  const conversions = times(pieces.conversion, same.converted);
  const waits = times(model.waiting, same.waits * same.runs);
  const whole = add(times(add(...each), same.runs), ...sent, waits, conversions);
  // What the executions themselves counted: with what was held back, and with messages that a run's end cut short.
  return { ...whole, transitions: same.runs * same.transitions };
}

/** The states that a run entered, but for waits of its messages. */
function ordinary({ transitions, waits }: SameWay): number {
  return transitions - WAITING_TRANSITIONS * waits;
}

/** As the run stood when it first came to a state. */
function situationAt(model: Model, visits: ReturnType<typeof walk>, state: string): Situation {
  for (const one of situations(model, visits)) if (one.state === state) return one.situation;
  return { matched: false };
}

function endOf({ end }: SameWay): Work {
  if (end === 'active') return noWork;
  return end === 'event' ? pieces.exitByEvent : pieces.end;
}
