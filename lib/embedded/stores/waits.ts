// The waits of runs for events: registered with the token that wakes the run, given at most one event each.

import type { Wait, Waits } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, json, type Row, text, textOrNull } from '../row.ts';

const COLUMNS =
  'customerId, runId, stepId, visit, token, patterns, afterAt, afterSeq, cursorAt, cursorSeq, deadline, satisfiedBy';

export function createWaits(database: Database): Waits {
  // A released wait lost its token, and a new token opens it again: the step is being tried anew.
  const register = database.prepare(
    `INSERT INTO waits (customerId, runId, stepId, visit, token, patterns, afterAt, afterSeq, cursorAt, cursorSeq, deadline, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')
     ON CONFLICT DO UPDATE SET
       state = CASE WHEN state = 'released' AND token <> excluded.token THEN 'open' ELSE state END,
       token = excluded.token
     RETURNING ${COLUMNS}`,
  );
  const open = database.prepare(
    `SELECT ${COLUMNS} FROM waits WHERE customerId = ? AND state = 'open' ORDER BY number`,
  );
  const find = database.prepare(
    `SELECT token, state, satisfiedBy FROM waits WHERE customerId = ? AND runId = ? AND stepId = ? AND visit = ?`,
  );
  const taken = database.prepare(
    'SELECT 1 FROM waits WHERE customerId = ? AND runId = ? AND satisfiedBy = ?',
  );
  const satisfy = database.prepare(
    `UPDATE waits SET state = 'satisfied', satisfiedBy = ?
     WHERE customerId = ? AND runId = ? AND stepId = ? AND visit = ?`,
  );
  const release = database.prepare(
    `UPDATE waits SET state = 'released', satisfiedBy = NULL
     WHERE customerId = ? AND runId = ? AND stepId = ? AND visit = ? AND token = ? AND state IN ('open', 'satisfied')`,
  );
  const satisfied = database.prepare(
    `SELECT ${COLUMNS} FROM waits
     WHERE customerId = ? AND runId = ? AND satisfiedBy IS NOT NULL ORDER BY number`,
  );
  const close = database.prepare(
    `UPDATE waits SET state = 'closed' WHERE customerId = ? AND runId = ? AND state IN ('open', 'released')`,
  );

  const reopen = database.prepare(
    `UPDATE waits SET state = 'released' WHERE customerId = ? AND runId = ? AND state = 'closed'`,
  );

  return {
    async register(wait) {
      const row = database.write(() => register.get(...fromWait(wait)));
      if (!row) throw new Error(`The wait of run ${wait.runId} in step ${wait.stepId} was not registered.`);
      return { wait: toWait(row), satisfiedBy: textOrNull(row, 'satisfiedBy') };
    },

    async open(customerId, eventType) {
      const waits = open.all(customerId).map(toWait);
      return waits.filter(({ patterns }) => patterns.some(({ event }) => event === eventType));
    },

    async satisfy({ customerId, runId, stepId, visit, token }, eventId) {
      return database.write(() => {
        const row = find.get(customerId, runId, stepId, visit);
        if (!row) return false;
        if (textOrNull(row, 'satisfiedBy') === eventId) return true;
        // With another token a later registration has taken over, and gives the wait its event itself.
        if (text(row, 'state') !== 'open' || text(row, 'token') !== token) return false;
        if (taken.get(customerId, runId, eventId)) return false;
        satisfy.run(eventId, customerId, runId, stepId, visit);
        return true;
      });
    },

    async release({ customerId, runId, stepId, visit, token }) {
      database.run(release, customerId, runId, stepId, visit, token);
    },

    async satisfied(customerId, runId) {
      return satisfied
        .all(customerId, runId)
        .map((row) => ({ wait: toWait(row), eventId: text(row, 'satisfiedBy') }));
    },

    async close(customerId, runId) {
      database.run(close, customerId, runId);
    },

    async reopen(customerId, runId) {
      database.run(reopen, customerId, runId);
    },
  };
}

function fromWait(wait: Wait): (string | number)[] {
  return [
    wait.customerId,
    wait.runId,
    wait.stepId,
    wait.visit,
    wait.token,
    JSON.stringify(wait.patterns),
    wait.after.at,
    wait.after.seq,
    wait.cursor.at,
    wait.cursor.seq,
    wait.deadline,
  ];
}

export function toWait(row: Row): Wait {
  return {
    customerId: text(row, 'customerId'),
    runId: text(row, 'runId'),
    stepId: text(row, 'stepId'),
    visit: text(row, 'visit'),
    token: text(row, 'token'),
    patterns: json(row, 'patterns'),
    after: { at: integer(row, 'afterAt'), seq: integer(row, 'afterSeq') },
    cursor: { at: integer(row, 'cursorAt'), seq: integer(row, 'cursorSeq') },
    deadline: integer(row, 'deadline'),
  };
}
