// Executions as rows: a parked run is a row and an entry in the index of due times, nothing else.

import { isObject, type Json, type JsonObject } from '../../customer/json.ts';
import type { RunnerStatus } from '../../ports.ts';
import type { Signal } from '../asl/advance.ts';
import type { Execution } from '../asl/execution.ts';
import type { Call } from '../asl/run/call.ts';
import type { Database } from '../database.ts';
import type { Recent } from '../recent.ts';
import { integer, integerOrNull, json, oneOf, type Row, text, textOrNull } from '../row.ts';

/** How many executions are remembered: those that are at work, not those that sleep. */
const REMEMBERED = 1000;

export const statuses = ['ready', 'calling', 'parked', 'succeeded', 'failed', 'stopped'] as const;
export type ExecutionStatus = (typeof statuses)[number];

export type StoredExecution = {
  name: string;
  journeyId: string;
  version: string;
  status: ExecutionStatus;
  /** The execution's record; before it was first driven, only its input. */
  execution: Execution | null;
  input: JsonObject;
  call: Call | null;
  signal: Signal | null;
  variables: JsonObject;
  output: Json;
  error: string | null;
  endedAt: number | null;
};

export type ExecutionEnd = {
  status: 'succeeded' | 'failed' | 'stopped';
  output: Json;
  error: string | null;
  at: number;
};

export type Executions = ReturnType<typeof createExecutions>;

export function createExecutions(database: Database) {
  const insert = database.prepare(
    `INSERT INTO executions (name, journeyId, version, status, execution, entryAt, entrySeq)
     VALUES (?, ?, ?, 'ready', ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const find = database.prepare(
    `SELECT name, journeyId, version, status, execution, call, signal, variables, output, error, endedAt
     FROM executions WHERE name = ?`,
  );
  const findToken = database.prepare('SELECT name, status FROM executions WHERE token = ?');
  const due = database.prepare(
    `SELECT name FROM executions WHERE dueAt <= ? ORDER BY dueAt, entryAt, entrySeq, journeyId LIMIT 1`,
  );
  const nextDue = database.prepare('SELECT min(dueAt) AS at FROM executions WHERE dueAt IS NOT NULL');
  const going = database.prepare(
    `SELECT name FROM executions WHERE status IN ('ready', 'calling') ORDER BY number`,
  );
  // One that was stopped while it was being driven stays stopped.
  const calling = database.prepare(
    `UPDATE executions SET status = 'calling', execution = ?, call = ?, signal = NULL, token = ?, dueAt = NULL
     WHERE name = ? AND status IN ('ready', 'calling')`,
  );
  const parked = database.prepare(
    `UPDATE executions SET status = 'parked', execution = ?, call = NULL, signal = NULL, token = ?, dueAt = ?
     WHERE name = ? AND status IN ('ready', 'calling')`,
  );
  const answered = database.prepare(
    `UPDATE executions SET signal = ?, token = NULL, dueAt = NULL,
       status = CASE status WHEN 'parked' THEN 'ready' ELSE status END
     WHERE name = ?`,
  );
  const ended = database.prepare(
    `UPDATE executions SET status = ?, execution = '', call = NULL, signal = NULL, token = NULL, dueAt = NULL,
       transitions = ?, variables = ?, output = ?, error = ?, endedAt = ?
     WHERE name = ?`,
  );
  const openTransitions = database.prepare(
    `SELECT coalesce(sum(transitions), 0)
       + coalesce(sum(CASE WHEN status IN ('calling', 'parked') THEN execution ->> '$.transitions' END), 0) AS total
     FROM executions`,
  );

  // What is written here is asked for again at once, between each call and the next.
  const recent: Recent<StoredExecution> = database.remember('executions', REMEMBERED);

  function get(name: string): StoredExecution | undefined {
    const known = recent.get(name);
    if (known) return known;
    const stored = toExecution(find.get(name));
    if (stored) recent.set(name, stored);
    return stored;
  }

  function change(name: string, change: Partial<StoredExecution>): void {
    const known = recent.get(name);
    if (known) recent.set(name, { ...known, ...change });
  }

  return {
    /** False if there is one of that name. */
    insert(name: string, journeyId: string, version: string, input: JsonObject): boolean {
      const entry = isObject(input.entry) ? input.entry : {};
      const position = [Number(entry.at), Number(entry.seq)] as const;
      const fresh = database.run(insert, name, journeyId, version, JSON.stringify(input), ...position);
      if (fresh.changes === 0) return false;
      recent.set(name, { ...NEW, name, journeyId, version, input });
      return true;
    },
    get,
    byToken(token: string): string | undefined {
      const row = findToken.get(token);
      return row && text(row, 'name');
    },
    /** The first that is due at a moment: by due time, then by entry, then by journey. */
    due(now: number): string | undefined {
      const row = due.get(now);
      return row && text(row, 'name');
    },
    nextDueAt(): number | undefined {
      const row = nextDue.get();
      return (row && integerOrNull(row, 'at')) ?? undefined;
    },
    /** Those that a crash left in the middle. */
    going: (): string[] => going.all().map((row) => text(row, 'name')),
    calling(execution: Execution, call: Call): void {
      const token = 'token' in call ? (call.token ?? null) : null;
      const { name, variables } = execution;
      const written = database.run(calling, JSON.stringify(execution), JSON.stringify(call), token, name);
      if (written.changes > 0) change(name, { status: 'calling', execution, variables, call, signal: null });
    },
    parked(execution: Execution, dueAt: number): void {
      const token = execution.parked?.kind === 'task' ? (execution.parked.token ?? null) : null;
      const { name, variables } = execution;
      const written = database.run(parked, JSON.stringify(execution), token, Math.ceil(dueAt), name);
      if (written.changes > 0) {
        change(name, { status: 'parked', execution, variables, call: null, signal: null });
      }
    },
    /** Tells an execution something; one that was parked is ready to go on. */
    answered(name: string, signal: Signal): void {
      database.run(answered, JSON.stringify(signal), name);
      const known = recent.get(name);
      if (known) change(name, { signal, status: known.status === 'parked' ? 'ready' : known.status });
    },
    ended(name: string, transitions: number, variables: JsonObject, end: ExecutionEnd): void {
      const { status, output, error, at } = end;
      const told = [JSON.stringify(variables), JSON.stringify(output), error, at] as const;
      database.run(ended, status, transitions, ...told, name);
      // The record is let go with its input.
      const over = { execution: null, input: {}, call: null, signal: null };
      change(name, { ...over, status, variables, output, error, endedAt: at });
    },
    /** State transitions of all executions so far, as Step Functions bills them. */
    transitions(): number {
      const row = openTransitions.get();
      return row ? integer(row, 'total') : 0;
    },
  };
}

/** One that was not driven yet. */
const NEW = {
  status: 'ready',
  execution: null,
  call: null,
  signal: null,
  variables: {},
  output: null,
  error: null,
  endedAt: null,
} as const;

function toExecution(row: Row | undefined): StoredExecution | undefined {
  if (!row) return undefined;
  const status = oneOf(row, 'status', statuses);
  const kept = text(row, 'execution') === '' ? null : json<Execution | JsonObject>(row, 'execution');
  const driven = kept !== null && 'stateInput' in kept ? (kept as Execution) : null;
  const input = driven ? driven.input : kept;
  const output = textOrNull(row, 'output');
  return {
    name: text(row, 'name'),
    journeyId: text(row, 'journeyId'),
    version: text(row, 'version'),
    status,
    execution: driven,
    input: isObject(input) ? input : {},
    call: row.call === null ? null : json<Call>(row, 'call'),
    signal: signalOf(row),
    variables: driven ? driven.variables : json<JsonObject>(row, 'variables'),
    output: output === null ? null : JSON.parse(output),
    error: textOrNull(row, 'error'),
    endedAt: integerOrNull(row, 'endedAt'),
  };
}

function signalOf(row: Row): Signal | null {
  return row.signal === null ? null : json<Signal>(row, 'signal');
}

export function runnerStatus(status: ExecutionStatus): RunnerStatus {
  return status === 'succeeded' || status === 'failed' || status === 'stopped' ? status : 'running';
}
