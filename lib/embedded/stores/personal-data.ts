// All that is kept of one customer, and its removal: from every table that has customers, whether it is listed here or
// not, and from the engine's own.

import {
  addCounts,
  afterRemoval,
  beginErasure,
  type Counts,
  ERASED,
  type Erasure,
} from '../../customer/erasure.ts';
import { isObject, type Json } from '../../customer/json.ts';
import type { CustomerRecords, PersonalData } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, text } from '../row.ts';
import { createErasures } from './erasures.ts';
import { readRecord, recordKinds } from './record-kinds.ts';

export function createPersonalData(database: Database): PersonalData {
  const erasures = createErasures(database);
  const tables = tablesOfCustomers(database);
  const removeProfile = database.prepare('DELETE FROM profiles WHERE customerId = ?');
  const endRuns = database.prepare(
    `UPDATE runs SET status = 'exited', outcome = '${ERASED}', endedAt = ?, goalOpen = 0
     WHERE customerId = ? AND status = 'active'`,
  );
  const change = (customerId: string, work: (known: Erasure) => Erasure | undefined) =>
    database.write(() => {
      const known = erasures.find(customerId);
      const changed = known && work(known);
      if (changed) erasures.keep(customerId, changed);
    });

  return {
    async ofCustomer(customerId) {
      const records: CustomerRecords = {};
      for (const table of tables) {
        const kind = recordKinds[table]?.kind ?? (table in recordKinds ? null : table);
        if (kind === null) continue;
        const rows = database.prepare(`SELECT * FROM ${table} WHERE customerId = ?`).all(customerId);
        if (rows.length > 0) records[kind] = rows.map((row) => readRecord(table, row));
      }
      return records;
    },

    erasure: async (customerId) => erasures.find(customerId),

    async begin(customerId, at) {
      return database.write(() => {
        const known = erasures.find(customerId);
        if (known && known.at >= at) return known;
        const removed = removeProfile.run(customerId).changes > 0 ? { profile: 1 } : {};
        const begun = beginErasure(at, removed, known);
        erasures.keep(customerId, begun);
        endRuns.run(at, customerId);
        database.forget();
        return begun;
      });
    },

    async remove(customerId) {
      // What is owed is known to memory alone until it is a row.
      database.settle();
      return shredding(database, () =>
        database.write(() => {
          let removed = removeFromEngine(database, customerId);
          for (const table of tables) {
            const { changes } = database.prepare(`DELETE FROM ${table} WHERE customerId = ?`).run(customerId);
            const kind = recordKinds[table]?.kind ?? (table in recordKinds ? null : table);
            if (kind !== null && changes > 0) removed = addCounts(removed, { [kind]: Number(changes) });
          }
          database.forget();
          return removed;
        }),
      );
    },

    async note(customerId, at, removal) {
      change(customerId, (known) => afterRemoval(known, at, removal));
    },

    async countDropped(customerId) {
      change(customerId, (known) => ({ ...known, dropped: known.dropped + 1 }));
    },
  };
}

/** Every table with a column for the customer. */
export function tablesOfCustomers(database: Database): string[] {
  const tables = database.prepare(
    `SELECT tables.name AS name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
     WHERE tables.type = 'table' AND columns.name = 'customerId' ORDER BY tables.name`,
  );
  return tables.all().map((row) => text(row, 'name'));
}

/** Runs that were stopped, with what they remember, and jobs that wait for the customer. */
function removeFromEngine(database: Database, customerId: string): Counts {
  const ofRuns = 'SELECT id FROM runs WHERE customerId = ?';
  const executions = database
    .prepare(`DELETE FROM executions WHERE name IN (${ofRuns})`)
    .run(customerId).changes;
  database.prepare(`DELETE FROM failures WHERE name IN (${ofRuns})`).run(customerId);
  const named = database.prepare('SELECT id, body FROM jobs WHERE instr(body, ?) > 0');
  const remove = database.prepare('DELETE FROM jobs WHERE id = ?');
  let jobs = 0;
  // An id stands in a job as JSON writes it, or, in the end of a run, as JSON in JSON does.
  const inJson = JSON.stringify(customerId).slice(1, -1);
  const inText = JSON.stringify(inJson).slice(1, -1);
  for (const row of new Set([...named.all(inJson), ...named.all(inText)])) {
    if (!concerns(JSON.parse(text(row, 'body')), customerId)) continue;
    jobs += Number(remove.run(integer(row, 'id')).changes);
  }
  return { ...(executions > 0 && { executions: Number(executions) }), ...(jobs > 0 && { jobs }) };
}

/** Whether a job's body, or a text of JSON in it, names this customer; an erasure's own is not meant. */
function concerns(body: Json, customerId: string): boolean {
  if (Array.isArray(body)) return body.some((one) => concerns(one, customerId));
  if (isObject(body)) {
    if (body.kind === 'erasure') return false;
    return Object.entries(body).some(([name, value]) =>
      name === 'customerId' ? value === customerId : concerns(value, customerId),
    );
  }
  return typeof body === 'string' && body.startsWith('{') && concerns(parsed(body), customerId);
}

function parsed(body: string): Json {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Overwrites what is deleted, where the file would otherwise keep it in pages that are free. */
function shredding<Result>(database: Database, work: () => Result): Result {
  const set = (mode: 'ON' | 'OFF') => database.prepare(`PRAGMA secure_delete = ${mode}`).get();
  set('ON');
  try {
    return work();
  } finally {
    set('OFF');
  }
}
