// What can go wrong while a state runs, by the names of Step Functions, and which Retry or Catch such a name meets.

export const ERRORS = {
  all: 'States.ALL',
  timeout: 'States.Timeout',
  heartbeatTimeout: 'States.HeartbeatTimeout',
  taskFailed: 'States.TaskFailed',
  runtime: 'States.Runtime',
  queryEvaluation: 'States.QueryEvaluationError',
  dataLimitExceeded: 'States.DataLimitExceeded',
} as const;

/** A failure with the error name and cause that a Catch sees. */
export type Failure = { readonly error: string; readonly cause: string | undefined };

/** A state failed for a reason of the interpreter's own; `cause` is completed with the state's name when recorded. */
export class StateError extends Error {
  override readonly name: string = 'StateError';
  readonly error: string;

  constructor(error: string, cause: string) {
    super(cause);
    this.error = error;
  }
}

/** An expression failed, or its value is not what its field takes; the history gets an EvaluationFailed event. */
export class EvaluationError extends StateError {
  override readonly name = 'EvaluationError';
  readonly location: string;
  /** Whether the evaluation failed, rather than a check of its value. */
  readonly evaluating: boolean;

  constructor(location: string, cause: string, evaluating: boolean) {
    super(ERRORS.queryEvaluation, cause);
    this.location = location;
    this.evaluating = evaluating;
  }
}

/** The history is full: the execution ends, whatever the state. */
export class HistoryFullError extends Error {
  override readonly name = 'HistoryFullError';
}

/**
 * Whether a name in ErrorEquals stands for an error. States.ALL and States.TaskFailed are wildcards that leave out the
 * terminal errors (States.DataLimitExceeded, States.Runtime), States.TaskFailed also the time-outs; a missed heartbeat
 * counts as a time-out too.
 */
export function matchesError(pattern: string, error: string): boolean {
  if (error === ERRORS.runtime) return false;
  if (pattern === error) return true;
  if (error === ERRORS.dataLimitExceeded) return false;
  if (pattern === ERRORS.all) return true;
  const timedOut = isTimeout(error);
  if (pattern === ERRORS.taskFailed) return !timedOut;
  return pattern === ERRORS.timeout && timedOut;
}

export function isTimeout(error: string): boolean {
  return error === ERRORS.timeout || error === ERRORS.heartbeatTimeout;
}
