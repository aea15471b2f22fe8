// The runs that seem active, in the index by time: there from their claim to their end, in 32 shards, so that neither
// claims nor ends are all in one place.

import type { ActivePage, ActiveRun, Run } from '../../ports.ts';
import { dayOf } from './due-days.ts';
import { type Attributes, type Item, json, text } from './item.ts';
import { justAfter, keyOf, shardOf, sortable } from './keys.ts';
import type { Table } from './open-table.ts';
import { TABLE } from './table.ts';

/** Each takes a thousand claims and ends a second. With another number, runs that are active would not be found. */
const SHARDS = 32;

/** What an active run has besides, by which it is found: all that the sweep asks, so that it reads no run that goes on. */
export function whileActive({ customerId, id, journeyId, claimedAt, status }: Run): Attributes {
  if (status !== 'active') return {};
  const run: ActiveRun = { customerId, id, journeyId, claimedAt };
  return {
    bucket: bucketOf(shardOf(SHARDS, customerId, id)),
    moment: keyOf(sortable(claimedAt), customerId, id),
    due: JSON.stringify(run),
  };
}

/**
 * A page, through as many shards as it takes. Each day begins with another shard, so that what a sweep has no time for
 * is not always the same.
 */
export async function activePage(
  table: Table,
  now: number,
  claimedBefore: number,
  cursor: string,
  atMost: number,
): Promise<ActivePage> {
  const begun = cursor === '' ? { first: dayOf(now) % SHARDS, nth: 0, from: BEGINNING } : placeOf(cursor);
  // A moment's key goes on after its time, so what was claimed at this time comes after it.
  const to = sortable(claimedBefore);
  const found: Item[] = [];
  let { from } = begun;
  for (let { nth } = begun; nth < SHARDS; nth += 1) {
    const partition = bucketOf((begun.first + nth) % SHARDS);
    found.push(...(await table.queryIndex(TABLE.indexes[0], { partition, from, to }, atMost - found.length)));
    const last = found.length < atMost ? undefined : found.at(-1);
    if (last)
      return { runs: found.map(runOf), next: cursorOf({ ...begun, nth, from: text(last, 'moment') }) };
    from = BEGINNING;
  }
  return { runs: found.map(runOf), next: null };
}

/** Before all moments. */
const BEGINNING = '0';

/** The shard that was read first, how many after it, and the moment after which reading goes on there. */
type Place = { first: number; nth: number; from: string };

function cursorOf({ first, nth, from }: Place): string {
  return `${first}/${nth}/${from}`;
}

function placeOf(cursor: string): Place {
  const [first, nth, ...moment] = cursor.split('/');
  return { first: Number(first), nth: Number(nth), from: justAfter(moment.join('/')) };
}

function runOf(item: Item): ActiveRun {
  return json(item, 'due');
}

function bucketOf(shard: number): string {
  return keyOf('active', String(shard));
}
