// One call of advance() at work: the execution's copy that it changes, and what its states do with it.

import { formatInstant } from '../../../customer/time.ts';
import type { Env } from '../env.ts';
import { HistoryFullError } from '../errors.ts';
import type { End, Execution } from '../execution.ts';
import { Scope } from '../expression/scope.ts';
import type { HistoryDetails, HistoryEventType } from '../history-event.ts';
import { HISTORY_EVENTS } from '../limits.ts';
import type { Machine } from '../machine.ts';
import type { Call } from './call.ts';
import { contextOf } from './context.ts';

export type Run = {
  readonly machine: Machine;
  readonly env: Env;
  /** A copy that belongs to this run. */
  readonly execution: Execution;
};

/** What came of a signal: the execution parked or ended, and perhaps a call to make. */
export type Step = {
  readonly execution: Execution;
  /** To be made once the execution is kept; its answer comes back as a signal. */
  readonly call?: Call;
  readonly ended?: End;
};

/** Counts an event, and tells it to whoever listens. */
export function note(
  run: Run,
  type: HistoryEventType,
  details?: HistoryDetails,
  previousEventId?: number,
): void {
  if (run.execution.events >= HISTORY_EVENTS - 1) throw new HistoryFullError();
  noteLast(run, type, details, previousEventId);
}

/** Like note(), for an execution's last event, which has a place in a full history. */
export function noteLast(
  { env, execution }: Run,
  type: HistoryEventType,
  details?: HistoryDetails,
  // As AWS numbers them: the first state follows nothing.
  previousEventId: number = execution.events < 2 ? 0 : execution.events,
): void {
  const id = ++execution.events;
  if (env.record === undefined) return;
  env.record({ id, previousEventId, type, timestamp: formatInstant(env.now), ...details });
}

/** Whether details of events need to be made at all. */
export function isHeard(run: Run): boolean {
  return run.env.record !== undefined;
}

/** What the current state's expressions see. */
export function scopeOf(run: Run, token?: string): Scope {
  const { execution, env } = run;
  return new Scope(execution.variables, execution.stateInput, env, contextOf(run, token));
}
