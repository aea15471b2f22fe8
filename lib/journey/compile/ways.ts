// All ways through a machine, as a graph of positions. The cheapest and the dearest way to each end are found together,
// in one pass over the graph, however many ways there are: it has no circles, since every round of a repeat counts.

import { isObject } from '../../customer/json.ts';
import type { MachineDefinition } from './asl.ts';
import { type Onward, type Position, type Tell, type Told, type Turn, waysOn } from './position.ts';
import type { Signposts } from './signpost.ts';

/** What going through a state and out of it by a turn weighs; one transition, unless something else is asked. */
export type Weigh = (state: string, turn: Turn | undefined) => number;

const oneTransition: Weigh = () => 1;

/** A way, and what it costs: every state that is entered is a transition, or weighs what was asked. */
export type Way = { transitions: number; turns: Turn[] };

/** Ways that end with the same outcome and tell the same, from the cheapest to the dearest. */
export type Ending = { outcome: string; told: Told; least: Way; most: Way };

/** A way so far, its last turn first. */
type Trail = { transitions: number; turn?: Turn | undefined; before?: Trail };
type Range = { least: Trail; most: Trail };
type Node = { state: string; ways: Onward[]; incoming: number; range?: Range };

/**
 * The endings of a machine, but for the rare: messages held back or not sent, and retries. Undefined if there are more
 * than `limit` positions on the ways to them.
 */
export function findEndings(
  machine: MachineDefinition,
  signposts: Signposts,
  tell: Tell,
  limit: number,
  weigh: Weigh = oneTransition,
): Ending[] | undefined {
  const start: Position = { state: machine.StartAt, rounds: {}, fixed: {}, told: [] };
  const nodes = new Map<string, Node>();
  const open = [start];
  for (let position = open.pop(); position; position = open.pop()) {
    const key = keyOf(position);
    if (nodes.has(key)) continue;
    if (nodes.size === limit) return undefined;
    const state = machine.States[position.state];
    if (!state) throw new Error(`the machine has no state "${position.state}"`);
    const ways = waysOn(position, state, signposts.get(position.state), tell);
    nodes.set(key, { state: position.state, ways, incoming: 0 });
    open.push(...ways.filter(leadsOn).toReversed());
  }
  for (const node of nodes.values()) {
    for (const way of node.ways.filter(leadsOn)) (nodes.get(keyOf(way)) ?? node).incoming += 1;
  }
  return measure(machine, nodes, keyOf(start), weigh);
}

/** Goes from the start over all nodes, each one after all that lead to it. */
function measure(
  machine: MachineDefinition,
  nodes: Map<string, Node>,
  start: string,
  weigh: Weigh,
): Ending[] {
  const endings = new Map<string, { outcome: string; told: Told; range: Range }>();
  const ready = [nodes.get(start)];
  for (let node = ready.pop(); node; node = ready.pop()) {
    const range = node.range ?? { least: { transitions: 0 }, most: { transitions: 0 } };
    for (const way of node.ways) {
      const onward = extend(range, way.turn, weigh(node.state, way.turn));
      if (!leadsOn(way)) {
        const outcome = outcomeOf(machine, node.state);
        const key = JSON.stringify([outcome, tally(way.told)]);
        const ending = endings.get(key);
        endings.set(key, {
          outcome,
          told: way.told,
          range: widen(ending?.range, onward),
        });
        continue;
      }
      const next = nodes.get(keyOf(way));
      if (!next) continue;
      next.range = widen(next.range, onward);
      next.incoming -= 1;
      if (next.incoming === 0) ready.push(next);
    }
  }
  return [...endings.values()].map(({ outcome, told, range }) => ({
    outcome,
    told,
    least: wayOf(range.least),
    most: wayOf(range.most),
  }));
}

function leadsOn(way: Onward): way is Onward & { state: string } {
  return way.state !== undefined;
}

function keyOf({ state, rounds, fixed, told }: Position): string {
  const counted = Object.entries(rounds).filter(([, round]) => round !== 1);
  return JSON.stringify([state, counted.sort(), Object.entries(fixed).sort(), tally(told)]);
}

/** What is told, whatever its order. */
function tally(told: Told): string[] {
  return told.map(({ step, way, times }) => JSON.stringify([step, way, times])).sort();
}

function extend(range: Range, turn: Turn | undefined, transitions: number): Range {
  const longer = (before: Trail) => ({ transitions: before.transitions + transitions, turn, before });
  return { least: longer(range.least), most: longer(range.most) };
}

function widen(range: Range | undefined, other: Range): Range {
  if (!range) return other;
  return {
    least: other.least.transitions < range.least.transitions ? other.least : range.least,
    most: other.most.transitions > range.most.transitions ? other.most : range.most,
  };
}

function wayOf(trail: Trail): Way {
  const turns: Turn[] = [];
  for (let at: Trail | undefined = trail; at; at = at.before) if (at.turn) turns.push(at.turn);
  return { transitions: trail.transitions, turns: turns.reverse() };
}

function outcomeOf(machine: MachineDefinition, state: string): string {
  const last = machine.States[state];
  const output = last?.Type === 'Succeed' ? last.Output : undefined;
  return isObject(output) && typeof output.exited === 'string' ? output.exited : 'completed';
}
