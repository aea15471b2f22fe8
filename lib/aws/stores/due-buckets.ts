// Reads the buckets of the due index side by side, a page of each at a time, and takes from all of them in one order.

import type { DueItem } from '../../ports.ts';
import { json, text } from './item.ts';
import { justAfter, sortable } from './keys.ts';
import type { Table } from './open-table.ts';
import { TABLE } from './table.ts';

/** What was read of a bucket and not taken yet, in order, and how to read on. */
export type Bucket = { items: DueItem[]; more: (() => Promise<Bucket>) | null };

/** The first page of what a bucket has at or before `now`. */
export function openBucket(table: Table, name: string, now: number, page: number): Promise<Bucket> {
  // A moment's key goes on after its time, so what is of this time comes before the next.
  const to = sortable(now + 1);
  const readFrom = async (from: string): Promise<Bucket> => {
    const found = await table.queryIndex(TABLE.indexes[0], { partition: name, from, to }, page);
    const last = found.length < page ? undefined : found.at(-1);
    const more = last ? () => readFrom(justAfter(text(last, 'moment'))) : null;
    return { items: found.map((item) => json<DueItem>(item, 'due')), more };
  };
  return readFrom('0');
}

/** The first of all, at most so many. */
export async function takeInOrder(opened: readonly Bucket[], atMost: number): Promise<DueItem[]> {
  const buckets = [...opened];
  const taken: DueItem[] = [];
  while (taken.length < atMost) {
    const place = placeOfFirst(buckets);
    const bucket = buckets[place];
    const first = bucket?.items.shift();
    if (!bucket || !first) break;
    taken.push(first);
    if (bucket.items.length === 0 && bucket.more) buckets[place] = await bucket.more();
  }
  return taken;
}

/** Where the bucket is whose next item comes first; -1 if all are empty. */
function placeOfFirst(buckets: readonly Bucket[]): number {
  let place = -1;
  let first: DueItem | undefined;
  for (const [nth, { items }] of buckets.entries()) {
    const [next] = items;
    if (next && (!first || isBefore(next, first))) [place, first] = [nth, next];
  }
  return place;
}

function isBefore(a: DueItem, b: DueItem): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.kind !== b.kind) return a.kind < b.kind;
  return a.id === b.id ? a.customerId < b.customerId : a.id < b.id;
}
