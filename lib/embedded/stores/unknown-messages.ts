// What it takes to send those messages again of which nobody knows whether they went out.

import type { Message, MessageKey, UnknownMessage, UnknownMessages } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integerOrNull, type Row, textOrNull } from '../row.ts';
import { fromMessage, MESSAGE_COLUMNS, toMessage } from './messages.ts';

export function createUnknownMessages(database: Database): UnknownMessages {
  const key = 'customerId = ? AND runId = ? AND stepId = ? AND visit = ?';
  const keep = database.prepare(
    // Of a customer who is erased while the message goes out, nothing may be left.
    `INSERT INTO unknownMessages (customerId, runId, stepId, visit, job, resends)
     SELECT customerId, runId, stepId, visit, ?, 0 FROM messages WHERE ${key}
     ON CONFLICT DO UPDATE SET job = excluded.job`,
  );
  const unknown = `
    SELECT * FROM messages LEFT JOIN unknownMessages USING (customerId, runId, stepId, visit)
    WHERE status = 'unknown'`;
  const list = database.prepare(`${unknown} ORDER BY at, number LIMIT ? + 0`);
  const find = database.prepare(`${unknown} AND ${key}`);
  const count = database.prepare(`UPDATE unknownMessages SET resends = ? WHERE ${key} AND resends = ?`);
  const giveUp = database.prepare(`DELETE FROM messages WHERE ${key} AND status = 'unknown'`);
  const putBack = database.prepare(
    `INSERT INTO messages (${MESSAGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING`,
  );
  const drop = database.prepare(
    `UPDATE messages SET status = 'failed', reason = ? WHERE ${key} AND status = 'unknown'`,
  );

  return {
    async keep(message, job) {
      database.run(keep, JSON.stringify(job), ...keyOf(message));
    },

    list: async (atMost) => list.all(atMost).map(toUnknown),

    async get(wanted) {
      const row = find.get(...keyOf(wanted));
      return row && toUnknown(row);
    },

    async reopen(wanted, nth) {
      return database.write(() => {
        if (!find.get(...keyOf(wanted))) return false;
        if (count.run(nth, ...keyOf(wanted), nth - 1).changes === 0) return false;
        giveUp.run(...keyOf(wanted));
        return true;
      });
    },

    async restore(message: Message) {
      database.run(putBack, ...fromMessage({ ...message, status: 'unknown' }));
    },

    async drop(wanted, reason) {
      return database.run(drop, reason, ...keyOf(wanted)).changes > 0;
    },
  };
}

function keyOf({ customerId, runId, stepId, visit }: MessageKey): [string, string, string, string] {
  return [customerId, runId, stepId, visit];
}

function toUnknown(row: Row): UnknownMessage {
  const job = textOrNull(row, 'job');
  return {
    message: toMessage(row),
    job: job === null ? null : JSON.parse(job),
    resends: integerOrNull(row, 'resends') ?? 0,
  };
}
