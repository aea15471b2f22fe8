// One call of advance() at work: the execution's copy that it changes, and what its states do with it.

import type { JsonObject } from '../../../customer/json.ts';
import { formatInstant } from '../../../customer/time.ts';
import { type Env, executionArn, machineArn, ROLE_ARN } from '../env.ts';
import { HistoryFullError } from '../errors.ts';
import type { End, Execution } from '../execution.ts';
import { Scope } from '../expression/scope.ts';
import type { HistoryDetails, HistoryEventType } from '../history-event.ts';
import { HISTORY_EVENTS } from '../limits.ts';
import type { Machine } from '../machine.ts';
import type { Call } from './call.ts';

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
  return new Scope(execution.variables, execution.stateInput, env, () => contextOf(run, token));
}

function contextOf({ execution, env }: Run, token: string | undefined): JsonObject {
  const { machineName } = env;
  const context: JsonObject = {
    Execution: {
      Id: executionArn(machineName, execution.name),
      Input: execution.input,
      Name: execution.name,
      RoleArn: ROLE_ARN,
      StartTime: formatInstant(execution.startedAt),
      RedriveCount: 0,
    },
    StateMachine: { Id: machineArn(machineName), Name: machineName },
    State: {
      Name: execution.state,
      EnteredTime: formatInstant(execution.enteredAt),
      RetryCount: execution.retryCount,
    },
  };
  if (token !== undefined) context['Task'] = { Token: token };
  return context;
}
