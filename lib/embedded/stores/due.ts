// The due index: one row for each subject that has a moment planned, found by that moment.

import type { DueIndex, DueItem, DueSubject } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, integerOrNull, oneOf, type Row, text } from '../row.ts';

const kinds: readonly DueSubject['kind'][] = ['trigger', 'segment'];

export type DueStore = DueIndex & {
  /** The earliest moment (ms) that is planned; undefined if none is. */
  nextAt(): number | undefined;
  /** Takes out all that is planned for a trigger, and takes no more: a replay's input has ended. */
  retire(journeyId: string): void;
};

export function createDue(database: Database): DueStore {
  const key = 'kind = ? AND id = ? AND customerId = ?';
  const plan = database.prepare(
    `INSERT INTO due (kind, id, customerId, at, rule) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET at = excluded.at, rule = excluded.rule`,
  );
  const find = database.prepare(`SELECT * FROM due WHERE ${key}`);
  const drop = database.prepare(`DELETE FROM due WHERE ${key}`);
  // SQLite plans a query with a bare "LIMIT ?" anew at each use, for the limit that it is given then; one that has to be
  // reckoned it leaves alone, and that is four times as fast.
  const due = database.prepare(
    'SELECT * FROM due WHERE at <= ? ORDER BY at, kind, id, customerId LIMIT ? + 0',
  );
  const settle = database.prepare(`DELETE FROM due WHERE ${key} AND at = ? AND rule = ?`);
  const remove = database.prepare("DELETE FROM due WHERE kind = 'trigger' AND id = ?");
  const earliest = database.prepare('SELECT min(at) AS at FROM due');
  // Asked at every step of the loops, so it is kept until something changes: null while nothing is planned.
  let next: number | null | undefined;
  database.onForget(() => {
    next = undefined;
  });
  const retired = new Set<string>();

  return {
    async plan(item) {
      if (item.kind === 'trigger' && retired.has(item.id)) return;
      database.run(plan, ...keyOf(item), item.at, item.rule);
      next = undefined;
    },

    async planned(subject) {
      const row = find.get(...keyOf(subject));
      return row && toDueItem(row);
    },

    async drop(subject) {
      database.run(drop, ...keyOf(subject));
      next = undefined;
    },

    due: async (now, atMost) => due.all(now, atMost).map(toDueItem),

    async settle(item) {
      database.run(settle, ...keyOf(item), item.at, item.rule);
      next = undefined;
    },

    retire(journeyId) {
      retired.add(journeyId);
      database.run(remove, journeyId);
      next = undefined;
    },

    nextAt() {
      if (next === undefined) next = integerOrNull(earliest.get() ?? { at: null }, 'at');
      return next ?? undefined;
    },
  };
}

function keyOf({ kind, id, customerId }: DueSubject): [string, string, string] {
  return [kind, id, customerId];
}

export function toDueItem(row: Row): DueItem {
  return {
    kind: oneOf(row, 'kind', kinds),
    id: text(row, 'id'),
    customerId: text(row, 'customerId'),
    at: integer(row, 'at'),
    rule: text(row, 'rule'),
  };
}
