// How an execution stands in its table.

import { isObject, type Json, type JsonObject } from '../../customer/json.ts';
import type { Signal } from '../asl/advance.ts';
import type { Execution } from '../asl/execution.ts';
import type { Call } from '../asl/run/call.ts';
import type { Database } from '../database.ts';
import { integer, integerOrNull, json, oneOf, type Row, text, textOrNull } from '../row.ts';

export const statuses = ['ready', 'calling', 'parked', 'succeeded', 'failed', 'stopped'] as const;
export type ExecutionStatus = (typeof statuses)[number];

export type StoredExecution = {
  /** The number of its row; null until it is one. */
  number: number | null;
  name: string;
  journeyId: string;
  version: string;
  status: ExecutionStatus;
  /** The execution's record; before it was first driven, only its input. */
  execution: Execution | null;
  input: JsonObject;
  call: Call | null;
  signal: Signal | null;
  /** The task token that it waits for. */
  token: string | null;
  dueAt: number | null;
  entryAt: number;
  entrySeq: number;
  transitions: number;
  variables: JsonObject;
  output: Json;
  error: string | null;
  endedAt: number | null;
};

/** What stays as it was when the execution started. */
const FIXED = ['name', 'journeyId', 'version', 'entryAt', 'entrySeq'];

const CHANGING = [
  'status',
  'execution',
  'call',
  'signal',
  'token',
  'dueAt',
  'transitions',
  'variables',
  'output',
  'error',
  'endedAt',
];

const COLUMNS = [...FIXED, ...CHANGING];

export function createExecutionTable(database: Database) {
  const insert = database.prepare(
    `INSERT INTO executions (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  );
  const update = database.prepare(
    `UPDATE executions SET ${CHANGING.map((column) => `${column} = ?`).join(', ')} WHERE number = ?`,
  );
  const find = database.prepare(`SELECT number, ${COLUMNS.join(', ')} FROM executions WHERE name = ?`);
  const byToken = database.prepare('SELECT name FROM executions WHERE token = ?');
  const due = database.prepare(
    `SELECT name FROM executions WHERE dueAt <= ? ORDER BY dueAt, entryAt, entrySeq, journeyId LIMIT 1`,
  );
  const nextDue = database.prepare('SELECT min(dueAt) AS at FROM executions WHERE dueAt IS NOT NULL');
  const going = database.prepare(
    `SELECT name FROM executions WHERE status IN ('ready', 'calling') ORDER BY number`,
  );
  const running = database.prepare(
    'SELECT name FROM executions WHERE journeyId = ? AND endedAt IS NULL ORDER BY number',
  );
  const transitions = database.prepare('SELECT coalesce(sum(transitions), 0) AS total FROM executions');

  return {
    /** Writes an execution, and returns the number of its row. */
    write(execution: StoredExecution): number {
      const { number, name, journeyId, version, entryAt, entrySeq } = execution;
      const values = changing(execution);
      if (number !== null) {
        update.run(...values, number);
        return number;
      }
      const added = insert.run(name, journeyId, version, entryAt, entrySeq, ...values);
      return Number(added.lastInsertRowid);
    },
    find: (name: string): StoredExecution | undefined => toExecution(find.get(name)),
    byToken(token: string): string | undefined {
      const row = byToken.get(token);
      return row && text(row, 'name');
    },
    due(now: number): string | undefined {
      const row = due.get(now);
      return row && text(row, 'name');
    },
    nextDueAt(): number | null {
      return integerOrNull(nextDue.get() ?? { at: null }, 'at');
    },
    going: (): string[] => going.all().map((row) => text(row, 'name')),
    running: (journeyId: string): string[] => running.all(journeyId).map((row) => text(row, 'name')),
    transitions: (): number => integer(transitions.get() ?? { total: 0 }, 'total'),
  };
}

/** The values of CHANGING, in order. */
function changing(stored: StoredExecution): (string | number | null)[] {
  const { status, execution, input, call, signal, token, dueAt, transitions, variables, output } = stored;
  const isOver = stored.endedAt !== null;
  return [
    status,
    // The input until it is first driven, and nothing once it has ended: the record of one that goes on holds it all.
    execution ? JSON.stringify(execution) : isOver ? '' : JSON.stringify(input),
    call && JSON.stringify(call),
    signal && JSON.stringify(signal),
    token,
    dueAt,
    transitions,
    execution ? '{}' : JSON.stringify(variables),
    isOver ? JSON.stringify(output) : null,
    stored.error,
    stored.endedAt,
  ];
}

function toExecution(row: Row | undefined): StoredExecution | undefined {
  if (!row) return undefined;
  const kept = text(row, 'execution') === '' ? null : json<Execution | JsonObject>(row, 'execution');
  const driven = kept !== null && 'stateInput' in kept ? (kept as Execution) : null;
  const input = driven ? driven.input : kept;
  const output = textOrNull(row, 'output');
  return {
    number: integer(row, 'number'),
    name: text(row, 'name'),
    journeyId: text(row, 'journeyId'),
    version: text(row, 'version'),
    status: oneOf(row, 'status', statuses),
    execution: driven,
    input: isObject(input) ? input : {},
    call: row.call === null ? null : json<Call>(row, 'call'),
    signal: row.signal === null ? null : json<Signal>(row, 'signal'),
    token: textOrNull(row, 'token'),
    dueAt: integerOrNull(row, 'dueAt'),
    entryAt: integer(row, 'entryAt'),
    entrySeq: integer(row, 'entrySeq'),
    transitions: integer(row, 'transitions'),
    variables: driven ? driven.variables : json<JsonObject>(row, 'variables'),
    output: output === null ? null : JSON.parse(output),
    error: textOrNull(row, 'error'),
    endedAt: integerOrNull(row, 'endedAt'),
  };
}
