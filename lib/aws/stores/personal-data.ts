// All that is kept of one customer, and its removal: the whole partition, whatever is in it, and what stands elsewhere.

import {
  addCounts,
  afterRemoval,
  beginErasure,
  type Counts,
  ERASED,
  type Erasure,
} from '../../customer/erasure.ts';
import type { CustomerRecords, PersonalData, Run } from '../../ports.ts';
import { untilSettled } from './again.ts';
import { type Item, integer, json, type Key, text } from './item.ts';
import { beginningWith, keyOf, partitionOf } from './keys.ts';
import type { Table } from './open-table.ts';
import { listingKey, profileKey } from './profiles.ts';
import { kindOf, readRecord } from './record-kinds.ts';
import { keepingErasure, type Tombstones } from './tombstones.ts';
import type { Write } from './write.ts';

/** A transaction has a hundred writes, of which three are for the customer. */
const MOST_RUNS = 97;

/** How many items are read before they are removed. */
const PAGE = 500;

export function createPersonalData(table: Table, tombstones: Tombstones): PersonalData {
  const change = (customerId: string, work: (known: Erasure) => Erasure | undefined) =>
    untilSettled('changing a tombstone', async () => {
      const found = await tombstones.find(customerId);
      const changed = found.erasure && work(found.erasure);
      if (!changed) return true;
      return (await table.write(keepingErasure(found, changed))) || undefined;
    });

  return {
    async ofCustomer(customerId) {
      const items = await table.query(wholeOf(customerId));
      const records: CustomerRecords = {};
      for (const item of items) {
        const kind = kindOf(item);
        if (kind === null) continue;
        const known = records[kind];
        const record = readRecord(item, items);
        if (known) known.push(record);
        else records[kind] = [record];
      }
      return records;
    },

    erasure: async (customerId) => (await tombstones.find(customerId)).erasure,

    begin: (customerId, at) =>
      untilSettled('beginning an erasure', async () => {
        const found = await tombstones.find(customerId);
        if (found.erasure && found.erasure.at >= at) return found.erasure;
        const profile = await table.get(profileKey(customerId));
        const begun = beginErasure(at, profile ? { profile: 1 } : {}, found.erasure);
        const refused = await table.writeAll([
          keepingErasure(found, begun),
          { remove: profileKey(customerId) },
          { remove: listingKey(customerId) },
          ...endings(await activeRuns(table, customerId), at),
        ]);
        return refused.length === 0 ? begun : undefined;
      }),

    async remove(customerId) {
      let removed: Counts = {};
      for (;;) {
        const items = await table.query(wholeOf(customerId), PAGE);
        if (items.length === 0) return removed;
        await table.removeAll(items);
        for (const item of items) {
          const kind = kindOf(item);
          if (kind !== null) removed = addCounts(removed, { [kind]: 1 });
        }
      }
    },

    async note(customerId, at, removal) {
      await change(customerId, (known) => afterRemoval(known, at, removal));
    },

    async countDropped(customerId) {
      await change(customerId, (known) => ({ ...known, dropped: known.dropped + 1 }));
    },
  };
}

/** Sort keys are of printable characters. */
function wholeOf(customerId: string): { partition: string; from: string; to: string } {
  return { partition: partitionOf(customerId), from: ' ', to: '\u{10ffff}' };
}

async function activeRuns(table: Table, customerId: string): Promise<Item[]> {
  const partition = partitionOf(customerId);
  const watched = await table.query({ partition, ...beginningWith('watch') });
  const keys = watched.map((item): Key => ({ pk: partition, sk: keyOf('run', text(item, 'runId')) }));
  const items = await table.getAll(keys);
  return items.filter((item) => item !== undefined).filter((item) => item.status === 'active');
}

/** Of more than that many, the rest is ended one by one when executions are stopped. */
function endings(active: readonly Item[], at: number): Write[] {
  return active.slice(0, MOST_RUNS).map((item) => {
    const revision = integer(item, 'revision');
    const run: Run = { ...json<Run>(item, 'run'), status: 'exited', outcome: ERASED, endedAt: at };
    // It is no longer among the runs that seem active.
    const { bucket: _bucket, moment: _moment, ...rest } = item;
    const ended = { ...rest, run: JSON.stringify(run), status: run.status, revision: revision + 1 };
    return { put: ended, if: { revision } };
  });
}
