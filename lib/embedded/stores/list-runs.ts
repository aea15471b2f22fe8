// The runs of all customers, newest first, with where and why those failed that did: what `milepost runs` lists.

import type { Run } from '../../ports.ts';
import type { Database } from '../database.ts';
import { type Row, textOrNull } from '../row.ts';
import { RUN_COLUMNS, toRun } from './run-row.ts';

/** `since` (ms) is the moment of the entry; where only failed runs are listed, that of the failure. */
export type RunFilter = {
  failed: boolean;
  journey?: string | undefined;
  customer?: string | undefined;
  since?: number | undefined;
  atMost: number;
};

/** `failedIn` is the state that a run failed in last, `cause` why. */
export type StoredRun = { run: Run; failedIn: string | null; cause: string | null };

/** A file that is only read may be of a Milepost that kept no failures. */
function select(database: Database): string {
  const kept = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'failures'").get();
  if (!kept) return `SELECT ${RUN_COLUMNS}, NULL AS state, NULL AS cause FROM runs`;
  return `SELECT ${RUN_COLUMNS}, state, cause FROM runs LEFT JOIN failures ON failures.name = runs.id`;
}

export function listRuns(database: Database, filter: RunFilter): StoredRun[] {
  const moment = filter.failed ? 'endedAt' : 'entryAt';
  const conditions = [
    // Written out, not bound: an index of one status serves only queries that name it.
    filter.failed ? "status = 'failed'" : 'TRUE',
    filter.journey === undefined ? 'TRUE' : 'journeyId = :journey',
    filter.customer === undefined ? 'TRUE' : 'customerId = :customer',
    filter.since === undefined ? 'TRUE' : `${moment} >= :since`,
  ];
  const { journey, customer, since, atMost } = filter;
  const values = Object.entries({ journey, customer, since, atMost }).filter(
    (pair): pair is [string, string | number] => pair[1] !== undefined,
  );
  return database
    .prepare(
      `${select(database)} WHERE ${conditions.join(' AND ')}
       ORDER BY ${moment} DESC, entrySeq DESC, journeyId LIMIT :atMost`,
    )
    .all(Object.fromEntries(values))
    .map(toStored);
}

/** The runs of this id: one, for an id is made of customer, journey and event. */
export function findRun(database: Database, id: string): StoredRun | undefined {
  const row = database.prepare(`${select(database)} WHERE id = ?`).get(id);
  return row && toStored(row);
}

function toStored(row: Row): StoredRun {
  return { run: toRun(row), failedIn: textOrNull(row, 'state'), cause: textOrNull(row, 'cause') };
}
