// Journeys that feed each other: what one emits starts, wakes or ends another. Where that leads in a circle, they may
// keep each other busy until an event is too many journeys deep.

import type { Journey } from '../journey.ts';
import type { EventSignal, Signal } from '../signal.ts';
import type { EventPattern } from '../where.ts';
import { type Hearer, hearingsOf, signalsOf } from './hearings.ts';
import { eventsFrom, type Turning } from './turning.ts';

/** What a journey does, and what that does to another. `start` has the other journey's id as its name. */
export type Feed = {
  from: string;
  to: string;
  by: 'event' | 'attribute' | 'start';
  name: string;
  does: 'starts' | 'wakes' | 'ends';
};

/** `feeds` are all of them; each of `cycles` leads from a journey back to it. */
export type Feeding = { feeds: Feed[]; cycles: Feed[][] };

const EFFECTS: Partial<Record<Hearer, Feed['does']>> = { trigger: 'starts', wait: 'wakes', exit: 'ends' };
const ORDER: readonly Feed['does'][] = ['starts', 'wakes', 'ends'];

/** Every feed, and for each journey that can feed itself the shortest way around; each circle is told once. */
export function findFeeding(journeys: readonly Journey[], turnings: readonly Turning[] = []): Feeding {
  const heard = journeys.flatMap((journey) => hearingsOf(journey).map((one) => ({ ...one, to: journey.id })));
  const ids = new Set(journeys.map(({ id }) => id));
  const feeds = new Map<string, Feed>();
  const add = (feed: Feed) => feeds.set(JSON.stringify(feed), feed);
  for (const { id: from, signal } of journeys.flatMap(withSignals)) {
    const cause = { from, ...causeOf(signal) };
    if ('starts' in signal && ids.has(signal.starts)) add({ ...cause, to: signal.starts, does: 'starts' });
    for (const event of eventsFrom(signal, turnings)) {
      for (const { by, pattern, to } of heard) {
        const does = EFFECTS[by];
        if (does && mayMatch(pattern, event)) add({ ...cause, to, does });
      }
    }
  }
  const sorted = [...feeds.values()].sort(byPlace);
  return { feeds: sorted, cycles: findCycles(sorted) };
}

/** "a → b → a: a emits x, which starts b; b emits y, which ends a". */
export function cycleInWords(cycle: readonly Feed[]): string {
  const names = [...cycle.map(({ from }) => from), cycle[0]?.from ?? ''];
  return `${names.join(' → ')}: ${cycle.map((feed) => `${feed.from} ${feedInWords(feed)}`).join('; ')}`;
}

/** "emits x, which starts b". */
export function feedInWords({ by, name, does, to }: Feed): string {
  if (by === 'start') return `starts ${to}`;
  return `${by === 'event' ? 'emits' : 'changes'} ${name}, which ${does} ${to}`;
}

function withSignals(journey: Journey): { id: string; signal: Signal }[] {
  return signalsOf(journey).map((signal) => ({ id: journey.id, signal }));
}

function causeOf(signal: Signal): Pick<Feed, 'by' | 'name'> {
  if ('event' in signal) return { by: 'event', name: signal.event };
  return 'changes' in signal
    ? { by: 'attribute', name: signal.changes }
    : { by: 'start', name: signal.starts };
}

function byPlace(a: Feed, b: Feed): number {
  const order = ORDER.indexOf(a.does) - ORDER.indexOf(b.does);
  return compare(a.from, b.from) || compare(a.to, b.to) || order || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Whether an emitted event can be as a pattern asks. A value that only the run knows may be anything. */
function mayMatch(pattern: EventPattern, signal: EventSignal): boolean {
  if (pattern.event !== signal.event) return false;
  return Object.entries(pattern.where ?? {}).every(([property, expected]) => {
    const written = signal.properties?.[property.split('.')[0] ?? ''];
    return typeof expected === 'object' || typeof written === 'object' || written === expected;
  });
}

function findCycles(feeds: readonly Feed[]): Feed[][] {
  const from = Map.groupBy(feeds, (feed) => feed.from);
  const cycles = new Map<string, Feed[]>();
  for (const start of from.keys()) {
    const cycle = shortestWayBack(start, from);
    if (!cycle) continue;
    const key = cycle
      .map((feed) => feed.from)
      .sort()
      .join('\n');
    if (!cycles.has(key)) cycles.set(key, cycle);
  }
  return [...cycles.values()];
}

/** Breadth first: the first way that comes back is a shortest one. */
function shortestWayBack(start: string, from: ReadonlyMap<string, Feed[]>): Feed[] | undefined {
  let ways: Feed[][] = [[]];
  const seen = new Set<string>();
  while (ways.length > 0) {
    const longer: Feed[][] = [];
    for (const way of ways) {
      for (const feed of from.get(way.at(-1)?.to ?? start) ?? []) {
        if (feed.to === start) return [...way, feed];
        if (seen.has(feed.to)) continue;
        seen.add(feed.to);
        longer.push([...way, feed]);
      }
    }
    ways = longer;
  }
  return undefined;
}
