// Executions, and what they go on with. A parked run is a row and an entry in the index of due times, nothing else; what
// changes within a transaction is written once, at its end.

import { isObject, type Json, type JsonObject } from '../../customer/json.ts';
import type { RunnerStatus } from '../../ports.ts';
import type { Signal } from '../asl/advance.ts';
import type { Execution } from '../asl/execution.ts';
import type { Call } from '../asl/run/call.ts';
import type { Database } from '../database.ts';
import type { Recent } from '../recent.ts';
import { createExecutionTable, type ExecutionStatus, type StoredExecution } from './execution-table.ts';

/** How many executions are remembered: those that are at work, not those that sleep. */
const REMEMBERED = 1000;

export type ExecutionEnd = {
  status: 'succeeded' | 'failed' | 'stopped';
  output: Json;
  error: string | null;
  at: number;
};

export type Executions = ReturnType<typeof createExecutions>;

export function createExecutions(database: Database) {
  const table = createExecutionTable(database);
  const recent: Recent<StoredExecution> = database.remember('executions', REMEMBERED);
  // What changed in this transaction, as it stands now: an execution goes through many calls in one, and becomes a row once.
  const changed = new Map<string, StoredExecution>();
  const byToken = new Map<string, string>();
  // Asked at every step of the loops, so it is kept until something changes: null while nothing is due.
  let next: number | null | undefined;

  database.onForget(() => {
    next = undefined;
  });

  function writeAll(): void {
    for (const execution of changed.values()) {
      const number = table.write(execution);
      recent.set(execution.name, { ...execution, number });
    }
    changed.clear();
    byToken.clear();
  }

  function get(name: string): StoredExecution | undefined {
    const known = changed.get(name) ?? recent.get(name);
    if (known) return known;
    const stored = table.find(name);
    if (stored) recent.set(name, stored);
    return stored;
  }

  function keep(known: StoredExecution | undefined, execution: StoredExecution): void {
    const { name, token, dueAt } = execution;
    if (known?.token) byToken.delete(known.token);
    if (token) byToken.set(token, name);
    if (next !== undefined && known?.dueAt !== dueAt) {
      if (known && known.dueAt !== null && known.dueAt === next) next = undefined;
      else if (dueAt !== null) next = Math.min(next ?? Infinity, dueAt);
    }
    changed.set(name, execution);
    database.owe(writeAll);
  }

  function change(name: string, change: Partial<StoredExecution>): void {
    const known = get(name);
    if (known) keep(known, { ...known, ...change });
  }

  /** One that was stopped while it was being driven stays stopped. */
  function isDriven(name: string): boolean {
    const status = get(name)?.status;
    return status === 'ready' || status === 'calling';
  }

  function nextDueAt(): number | undefined {
    if (next === undefined) {
      database.settle();
      next = table.nextDueAt();
    }
    return next ?? undefined;
  }

  return {
    /** False if there is one of that name. */
    insert(name: string, journeyId: string, version: string, input: JsonObject): boolean {
      if (get(name)) return false;
      const entry = isObject(input.entry) ? input.entry : {};
      const position = { entryAt: Number(entry.at), entrySeq: Number(entry.seq) };
      keep(undefined, { ...NEW, ...position, name, journeyId, version, input });
      return true;
    },
    get,
    byToken(token: string): string | undefined {
      const name = byToken.get(token);
      if (name !== undefined) return name;
      const written = table.byToken(token);
      // What its row says may be over by now.
      return written !== undefined && changed.has(written) ? undefined : written;
    },
    /** The first that is due at a moment: by due time, then by entry, then by journey. */
    due(now: number): string | undefined {
      if ((nextDueAt() ?? Infinity) > now) return undefined;
      database.settle();
      return table.due(now);
    },
    nextDueAt,
    /** Those that a crash left in the middle. */
    going(): string[] {
      database.settle();
      return table.going();
    },
    running(journeyId: string): string[] {
      database.settle();
      return table.running(journeyId);
    },
    calling(execution: Execution, call: Call): void {
      const { name, variables, transitions } = execution;
      if (!isDriven(name)) return;
      const token = 'token' in call ? (call.token ?? null) : null;
      const waiting = { call, token, signal: null, dueAt: null };
      change(name, { ...waiting, status: 'calling', execution, variables, transitions });
    },
    parked(execution: Execution, dueAt: number): void {
      const { name, variables, transitions } = execution;
      if (!isDriven(name)) return;
      const token = execution.parked?.kind === 'task' ? (execution.parked.token ?? null) : null;
      const waiting = { call: null, token, signal: null, dueAt: Math.ceil(dueAt) };
      change(name, { ...waiting, status: 'parked', execution, variables, transitions });
    },
    /** Tells an execution something; one that was parked is ready to go on. */
    answered(name: string, signal: Signal): void {
      const known = get(name);
      if (!known) return;
      const status = known.status === 'parked' ? 'ready' : known.status;
      change(name, { status, signal, token: null, dueAt: null });
    },
    ended(name: string, transitions: number, variables: JsonObject, end: ExecutionEnd): void {
      const { status, output, error, at } = end;
      // The record is let go with its input.
      const over = { execution: null, input: {}, call: null, token: null, signal: null, dueAt: null };
      change(name, { ...over, status, transitions, variables, output, error, endedAt: at });
    },
    /** One that failed goes on with its record as it failed. */
    redriven(execution: Execution): void {
      const over = { output: null, error: null, endedAt: null };
      const { name, input, variables, transitions } = execution;
      const known = { execution, input: isObject(input) ? input : {}, variables, transitions };
      change(name, { ...over, ...known, status: 'ready', signal: { type: 'redrive' } });
    },
    /** State transitions of all executions so far, as Step Functions bills them. */
    transitions(): number {
      database.settle();
      return table.transitions();
    },
    /** Those of one execution; 0 if it is not known. */
    transitionsOf(name: string): number {
      return get(name)?.transitions ?? 0;
    },
  };
}

/** One that was not driven yet, and is no row. */
const NEW = {
  number: null,
  status: 'ready',
  execution: null,
  call: null,
  signal: null,
  token: null,
  dueAt: null,
  transitions: 0,
  variables: {},
  output: null,
  error: null,
  endedAt: null,
} as const;

export function runnerStatus(status: ExecutionStatus): RunnerStatus {
  return status === 'succeeded' || status === 'failed' || status === 'stopped' ? status : 'running';
}
