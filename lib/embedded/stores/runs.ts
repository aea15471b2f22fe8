// The runs of customers through journeys, and the enrolments that bar a further entry.

import type { Run, Runs } from '../../ports.ts';
import type { Database } from '../database.ts';
import type { Recent } from '../recent.ts';
import { integer } from '../row.ts';
import { RUN_COLUMNS as COLUMNS, fromRun, toActive, toEnrolment, toRun } from './run-row.ts';

/** How many runs are remembered. */
const REMEMBERED = 1000;

export type StoredRuns = Runs & {
  /** All runs of all customers, for reports, in order of entry, then journey id. */
  all(): Iterable<Run>;
};

export function createRuns(database: Database): StoredRuns {
  const enrolment = database.prepare(
    `SELECT revision, lastRunId, lastEventId, lastEntryAt, lastStatus FROM enrolments
     WHERE customerId = ? AND journeyId = ? AND concurrencyKey = ?`,
  );
  const firstEnrolment = database.prepare(
    `INSERT INTO enrolments
       (revision, lastRunId, lastEventId, lastEntryAt, lastStatus, customerId, journeyId, concurrencyKey)
     VALUES (1, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const nextEnrolment = database.prepare(
    `UPDATE enrolments
     SET revision = revision + 1, lastRunId = ?, lastEventId = ?, lastEntryAt = ?, lastStatus = ?
     WHERE customerId = ? AND journeyId = ? AND concurrencyKey = ? AND revision = ?`,
  );
  const insert = database.prepare(
    `INSERT INTO runs (${COLUMNS}, goalOpen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const findRow = database.prepare(`SELECT ${COLUMNS} FROM runs WHERE customerId = ? AND id = ?`);
  const exists = database.prepare('SELECT 1 FROM runs WHERE customerId = ? AND id = ?');
  // The condition in brackets is the one of the index, which serves only queries that repeat it.
  const watching = database.prepare(
    `SELECT ${COLUMNS} FROM runs WHERE customerId = ? AND (status = 'active' OR goalOpen = 1)
     ORDER BY entryAt, entrySeq, journeyId`,
  );
  const ofCustomer = database.prepare(
    `SELECT ${COLUMNS} FROM runs WHERE customerId = ? ORDER BY entryAt, entrySeq, journeyId`,
  );
  // Only the tests of the contract ask for it here, so it has no index.
  const active = database.prepare(
    `SELECT rowid AS number, ${COLUMNS} FROM runs
     WHERE status = 'active' AND rowid > ? AND coalesce(kept ->> '$.claimedAt', entryAt) < ?
     ORDER BY rowid LIMIT ?`,
  );
  const all = database.prepare(`SELECT ${COLUMNS} FROM runs ORDER BY entryAt, entrySeq, journeyId`);
  const end = database.prepare(
    `UPDATE runs SET status = ?, outcome = ?, endedAt = ?, splits = ?
     WHERE customerId = ? AND id = ? AND status = 'active'`,
  );
  const endEnrolment = database.prepare(
    `UPDATE enrolments SET lastStatus = ?
     WHERE customerId = ? AND journeyId = ? AND concurrencyKey = ? AND lastRunId = ?`,
  );
  const reopen = database.prepare(
    `UPDATE runs
     SET status = 'active', outcome = NULL, endedAt = NULL, splits = '{}', kept = json_set(kept, '$.redriven', json(?))
     WHERE customerId = ? AND id = ?`,
  );
  const reopenEnrolment = database.prepare(
    `UPDATE enrolments SET lastStatus = 'active', revision = revision + 1
     WHERE customerId = ? AND journeyId = ? AND concurrencyKey = ? AND lastRunId = ?`,
  );
  const convert = database.prepare(
    'UPDATE runs SET convertedAt = ?, goalOpen = 0 WHERE customerId = ? AND id = ? AND convertedAt IS NULL',
  );

  // Every step of a run asks for it, and so does every event of its customer.
  const recent: Recent<Run> = database.remember('runs', REMEMBERED);

  function find(customerId: string, runId: string): Run | undefined {
    const known = recent.get(runId);
    if (known?.customerId === customerId) return known;
    const row = findRow.get(customerId, runId);
    if (!row) return undefined;
    const run = toRun(row);
    recent.set(runId, run);
    return run;
  }

  return {
    async enrolment(customerId, journeyId, concurrencyKey) {
      const row = enrolment.get(customerId, journeyId, concurrencyKey);
      return row && toEnrolment(row);
    },

    async claim(run, revision) {
      const { customerId, id, journeyId, concurrencyKey, entry, eventId, status } = run;
      const claimant = [id, eventId, entry.at, status, customerId, journeyId, concurrencyKey];
      return database.write(() => {
        if (exists.get(customerId, id)) return false;
        const claimed =
          revision === 0 ? firstEnrolment.run(...claimant) : nextEnrolment.run(...claimant, revision);
        if (claimed.changes === 0) return false;
        insert.run(...fromRun(run));
        recent.set(id, run);
        return true;
      });
    },

    async get(customerId, runId) {
      return find(customerId, runId);
    },

    async watching(customerId) {
      return watching.all(customerId).map(toRun);
    },

    async of(customerId) {
      return ofCustomer.all(customerId).map(toRun);
    },

    async active(claimedBefore, cursor, atMost) {
      const rows = active.all(Number(cursor), claimedBefore, atMost);
      const last = rows.length < atMost ? undefined : rows.at(-1);
      return { runs: rows.map(toActive), next: last ? String(integer(last, 'number')) : null };
    },

    *all() {
      for (const row of all.iterate()) yield toRun(row);
    },

    async end(customerId, runId, { status, outcome, at, splits }) {
      const run = find(customerId, runId);
      if (run?.status !== 'active') return false;
      return database.write(() => {
        end.run(status, outcome, at, JSON.stringify(splits), customerId, runId);
        endEnrolment.run(status, customerId, run.journeyId, run.concurrencyKey, runId);
        recent.set(runId, { ...run, status, outcome, endedAt: at, splits });
        return true;
      });
    },

    async reopen(customerId, runId, redriven) {
      const run = find(customerId, runId);
      if (run?.status !== 'failed') return false;
      return database.write(() => {
        const enrolment = reopenEnrolment.run(customerId, run.journeyId, run.concurrencyKey, runId);
        if (enrolment.changes === 0) return false;
        reopen.run(JSON.stringify(redriven), customerId, runId);
        recent.set(runId, { ...run, status: 'active', outcome: null, endedAt: null, splits: {}, redriven });
        return true;
      });
    },

    async convert(customerId, runId, at) {
      const run = find(customerId, runId);
      if (run?.convertedAt !== null) return false;
      database.run(convert, at, customerId, runId);
      recent.set(runId, { ...run, convertedAt: at });
      return true;
    },
  };
}
