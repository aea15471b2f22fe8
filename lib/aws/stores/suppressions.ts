// How addresses stand: an item under the hash of each, in a partition of its own, since an address is asked for alone; and
// for those that are suppressed an entry in a list in shards, so that they can be listed without a scan.

import { addressKey } from '../../journey/deliverability/address.ts';
import { freshStanding, type Standing } from '../../journey/deliverability/standing.ts';
import type { Suppressions } from '../../ports.ts';
import { untilSettled } from './again.ts';
import { type Item, integer, json, type Key, text } from './item.ts';
import { beginningWith, justAfter, keyOf } from './keys.ts';
import type { Table } from './open-table.ts';
import type { Write } from './write.ts';

/** The list grows by a bounce at a time, so that few shards are enough: by the first digit of the hash. */
const SHARDS = 16;

export function createSuppressions(table: Table): Suppressions {
  return {
    async get(channel, address) {
      const item = await table.get(keyOfStanding(addressKey(channel, address)));
      return item && toStanding(item);
    },

    change(channel, address, change) {
      const key = addressKey(channel, address);
      return untilSettled(`changing how ${key.masked} stands`, async () => {
        const item = await table.get(keyOfStanding(key));
        const before = item ? toStanding(item) : freshStanding(key);
        const after = change(before);
        if (after === before) return before;
        const kept = await keep(table, before, after, item ? integer(item, 'revision') : 0);
        return kept ? after : undefined;
      });
    },

    async page(cursor, atMost) {
      const standings: Standing[] = [];
      let at = cursor;
      for (let shard = shardOfCursor(at); shard < SHARDS; shard += 1, at = '') {
        const { from, to } = beginningWith('suppressed');
        const partition = keyOf('suppressions', String(shard));
        const start = at === '' ? from : justAfter(at.slice(at.indexOf(' ') + 1));
        const entries = await table.query({ partition, from: start, to }, atMost - standings.length);
        const items = await table.getAll(entries.map((entry) => keyOfEntry(entry)));
        standings.push(...items.flatMap((item) => (item ? [toStanding(item)] : [])));
        const last = entries.at(-1);
        if (last && standings.length >= atMost) return { standings, next: `${shard} ${last.sk}` };
      }
      return { standings, next: null };
    },
  };
}

async function keep(table: Table, before: Standing, after: Standing, revision: number): Promise<boolean> {
  const { channel, hash } = after;
  const standing: Write = {
    put: { ...keyOfStanding(after), standing: JSON.stringify(after), revision: revision + 1 },
    if: revision === 0 ? 'absent' : { revision },
  };
  const isListed = after.suppression !== null;
  if (isListed === (before.suppression !== null)) return table.write(standing);
  const entry = keyInList(after);
  const listing: Write = isListed ? { put: { ...entry, channel, hash } } : { remove: entry };
  return (await table.writeAll([standing, listing])).length === 0;
}

function shardOfCursor(cursor: string): number {
  return cursor === '' ? 0 : Number(cursor.slice(0, cursor.indexOf(' ')));
}

type Hashed = { channel: string; hash: string };

function keyOfStanding({ channel, hash }: Hashed): Key {
  return { pk: keyOf('address', channel, hash), sk: 'standing' };
}

function keyOfEntry(entry: Item): Key {
  return keyOfStanding({ channel: text(entry, 'channel'), hash: text(entry, 'hash') });
}

function keyInList({ channel, hash }: Hashed): Key {
  const shard = Number.parseInt(hash.slice(0, 1), 16) % SHARDS;
  return { pk: keyOf('suppressions', String(shard)), sk: keyOf('suppressed', channel, hash) };
}

function toStanding(item: Item): Standing {
  return json(item, 'standing');
}
