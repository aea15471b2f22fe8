// The due index: one item for each subject that has a moment planned, found by that moment through the index by time. A
// bucket of that index is a day and one of 32 shards, so that neither what is planned nor what comes due at one moment is
// all in one place.

import type { Clock, DueIndex, DueItem, DueSubject } from '../../ports.ts';
import { openBucket, takeInOrder } from './due-buckets.ts';
import { createFloor, dayOf, dayToPlan } from './due-days.ts';
import { json, type Key } from './item.ts';
import { keyOf, partitionOf, shardOf, sortable } from './keys.ts';
import type { Table } from './open-table.ts';

/** Each can take a thousand plans a second for one day. Another number would need what is planned to be written anew. */
const SHARDS = 32;

/** How many days are read side by side, where sweeping has fallen behind. */
const DAYS_AT_ONCE = 4;

export function createDue(table: Table, clock: Clock): DueIndex {
  const floor = createFloor(table, clock);

  return {
    async plan(item) {
      await floor.lay();
      const { at, rule } = item;
      const bucket = bucketOf(dayToPlan(at, clock.now()), shardOf(SHARDS, ...partsOf(item)));
      const moment = keyOf(sortable(at), ...partsOf(item));
      const due = JSON.stringify(item);
      await table.write({ put: { ...keyOfSubject(item), due, at, rule, bucket, moment } });
    },

    async planned(subject) {
      const item = await table.get(keyOfSubject(subject));
      return item && json<DueItem>(item, 'due');
    },

    async drop(subject) {
      await table.write({ remove: keyOfSubject(subject) });
    },

    async due(now, atMost) {
      const page = Math.max(10, Math.ceil((2 * atMost) / SHARDS));
      const today = dayOf(now);
      let from = await floor.read();
      while (from !== undefined && from <= today) {
        const until = Math.min(from + DAYS_AT_ONCE, today + 1);
        const names = bucketsOf(from, until);
        const buckets = await Promise.all(names.map(({ name }) => openBucket(table, name, now, page)));
        const filled = names.find((_, nth) => buckets[nth]?.items.length);
        await floor.raise(from, filled?.day ?? until, today);
        if (filled) return takeInOrder(buckets, atMost);
        from = until;
      }
      return [];
    },

    async settle(item) {
      const { at, rule } = item;
      await table.write({ remove: keyOfSubject(item), if: { at, rule } });
    },
  };
}

/** The buckets of some days, `until` exclusive, in order of the day. */
function bucketsOf(from: number, until: number): { day: number; name: string }[] {
  const days = Array.from({ length: until - from }, (_, nth) => from + nth);
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  return days.flatMap((day) => shards.map((shard) => ({ day, name: bucketOf(day, shard) })));
}

function bucketOf(day: number, shard: number): string {
  return keyOf('due', String(day), String(shard));
}

function partsOf({ kind, id, customerId }: DueSubject): string[] {
  return [kind, id, customerId];
}

function keyOfSubject({ kind, id, customerId }: DueSubject): Key {
  return { pk: partitionOf(customerId), sk: keyOf('due', kind, id) };
}
