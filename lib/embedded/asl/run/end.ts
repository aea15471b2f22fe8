// The ends of an execution.

import type { Json } from '../../../customer/json.ts';
import { ERRORS, type Failure } from '../errors.ts';
import type { End } from '../execution.ts';
import type { HistoryEventType } from '../history-event.ts';
import { noteLast, type Run, type Step } from './run.ts';

export function succeed(run: Run, output: Json): Step {
  noteLast(run, 'ExecutionSucceeded', { output });
  return end(run, { status: 'SUCCEEDED', output });
}

type Status = 'FAILED' | 'TIMED_OUT' | 'ABORTED';

const lastEvents: Readonly<Record<Status, HistoryEventType>> = {
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

export function endBadly(
  run: Run,
  status: Status,
  error: string | undefined,
  cause: string | undefined,
): Step {
  const why = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  noteLast(run, lastEvents[status], why);
  return end(run, { status, ...why });
}

export function fail(run: Run, failure: Failure): Step {
  return endBadly(run, 'FAILED', failure.error, failure.cause);
}

/** The execution ran longer than its machine, or Step Functions, allows. */
export function expire(run: Run): Step {
  return endBadly(run, 'TIMED_OUT', ERRORS.timeout, undefined);
}

function end(run: Run, ended: End): Step {
  run.execution.parked = null;
  return { execution: run.execution, ended };
}
