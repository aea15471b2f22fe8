// How far the work on all customers has come, one row for each such work.

import type { Pass, Passes } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, integerOrNull, type Row, text } from '../row.ts';

export function createPasses(database: Database): Passes {
  const find = database.prepare('SELECT * FROM passes WHERE name = ?');
  const save = database.prepare(
    `INSERT INTO passes (name, version, handled, startedAt, finishedAt) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET version = excluded.version, handled = excluded.handled,
       startedAt = excluded.startedAt, finishedAt = excluded.finishedAt`,
  );
  const drop = database.prepare('DELETE FROM passes WHERE name = ?');
  const all = database.prepare('SELECT * FROM passes ORDER BY name');

  return {
    async get(name) {
      const row = find.get(name);
      return row && toPass(row);
    },
    async save({ name, version, handled, startedAt, finishedAt }) {
      database.run(save, name, version, handled, startedAt, finishedAt);
    },
    async drop(name) {
      database.run(drop, name);
    },
    all: async () => all.all().map(toPass),
  };
}

function toPass(row: Row): Pass {
  return {
    name: text(row, 'name'),
    version: text(row, 'version'),
    handled: integer(row, 'handled'),
    startedAt: integer(row, 'startedAt'),
    finishedAt: integerOrNull(row, 'finishedAt'),
  };
}
