// The webhooks that runs called: each with what was posted, so that every attempt posts the same, and with its answer.

import type { Json } from '../../customer/json.ts';
import type { Calls, WebhookCall } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, json, oneOf, type Row, text } from '../row.ts';

const statuses: readonly WebhookCall['status'][] = ['calling', 'answered', 'failed', 'skipped'];

export function createCalls(database: Database): Calls {
  const key = 'customerId = ? AND runId = ? AND stepId = ? AND visit = ?';
  const find = database.prepare(`SELECT * FROM calls WHERE ${key}`);
  const isActive = database.prepare(
    `SELECT 1 FROM runs WHERE customerId = ? AND id = ? AND status = 'active'`,
  );
  const insert = database.prepare(
    `INSERT INTO calls (customerId, runId, stepId, visit, journeyId, url, body, status, reason, attempts, at, answer)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'calling', '', 0, ?, 'null')`,
  );
  const attempt = database.prepare(`UPDATE calls SET attempts = attempts + 1 WHERE ${key} RETURNING *`);
  const record = database.prepare(`UPDATE calls SET status = ?, reason = ?, answer = ? WHERE ${key}`);
  const answers = database.prepare(
    `SELECT stepId, answer FROM calls WHERE number IN
       (SELECT max(number) FROM calls WHERE customerId = ? AND runId = ? GROUP BY stepId)
     AND status = 'answered' AND answer <> 'null'`,
  );

  return {
    async begin(call) {
      return database.write(() => {
        const known = find.get(...keyOf(call));
        if (known && text(known, 'status') !== 'calling') return toCall(known);
        if (!isActive.get(call.customerId, call.runId)) return 'ended';
        const { journeyId, url, body, at } = call;
        if (!known) insert.run(...keyOf(call), journeyId, url, JSON.stringify(body), at);
        const begun = attempt.get(...keyOf(call));
        if (!begun) throw new Error(`the call of run ${call.runId} in step ${call.stepId} is gone`);
        return toCall(begun);
      });
    },

    async record(call) {
      const { status, reason, answer } = call;
      const { changes } = database.run(record, status, reason, JSON.stringify(answer), ...keyOf(call));
      if (changes === 0)
        throw new Error(`The call of run ${call.runId} in step ${call.stepId} was never begun.`);
    },

    async answers(customerId, runId) {
      const rows = answers.all(customerId, runId);
      return new Map(rows.map((row): [string, Json] => [text(row, 'stepId'), json(row, 'answer')]));
    },
  };
}

type Key = Pick<WebhookCall, 'customerId' | 'runId' | 'stepId' | 'visit'>;

function keyOf({ customerId, runId, stepId, visit }: Key): [string, string, string, string] {
  return [customerId, runId, stepId, visit];
}

export function toCall(row: Row): WebhookCall {
  return {
    customerId: text(row, 'customerId'),
    runId: text(row, 'runId'),
    journeyId: text(row, 'journeyId'),
    stepId: text(row, 'stepId'),
    visit: text(row, 'visit'),
    url: text(row, 'url'),
    body: json(row, 'body'),
    status: oneOf(row, 'status', statuses),
    reason: text(row, 'reason'),
    attempts: integer(row, 'attempts'),
    at: integer(row, 'at'),
    answer: json(row, 'answer'),
  };
}
