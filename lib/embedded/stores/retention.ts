// Removes what is older than it is to be kept, a thousand rows at a time, so that others get their turn between.

import type { Periods, RetentionKind } from '../../journey/retention.ts';
import { nextTurn } from '../clock.ts';
import type { Database } from '../database.ts';

const AT_ONCE = 1000;

/** Statements take the moment (ms) before which a record is no longer kept. What is under way is never among it. */
const removals: Record<RetentionKind, string> = {
  events: `DELETE FROM events WHERE seq IN (SELECT seq FROM events WHERE at < ? AND done = 1 LIMIT ${AT_ONCE})`,
  contents: `UPDATE messages SET content = NULL WHERE number IN
    (SELECT number FROM messages WHERE at < ? AND content IS NOT NULL LIMIT ${AT_ONCE})`,
  decisions: `DELETE FROM decisions WHERE number IN
    (SELECT number FROM decisions WHERE decision ->> '$.at' < ? LIMIT ${AT_ONCE})`,
  runs: `DELETE FROM runs WHERE rowid IN
    (SELECT rowid FROM runs WHERE status <> 'active' AND coalesce(endedAt, entryAt) < ? LIMIT ${AT_ONCE})`,
  calls: `DELETE FROM calls WHERE number IN
    (SELECT number FROM calls WHERE at < ? AND status <> 'calling' LIMIT ${AT_ONCE})`,
};

/** How many records of each kind were removed. */
export async function sweepRetention(
  database: Database,
  periods: Periods,
  now: number,
): Promise<Partial<Record<RetentionKind, number>>> {
  const removed: Partial<Record<RetentionKind, number>> = {};
  for (const [kind, sql] of Object.entries(removals) as [RetentionKind, string][]) {
    const period = periods[kind];
    if (period === undefined) continue;
    const statement = database.prepare(sql);
    for (;;) {
      const { changes } = database.run(statement, now - period);
      if (changes === 0) break;
      removed[kind] = (removed[kind] ?? 0) + Number(changes);
      // What is remembered of these rows is no longer so.
      database.forget();
      await nextTurn();
    }
  }
  return removed;
}
