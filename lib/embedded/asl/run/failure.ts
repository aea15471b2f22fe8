// What a failed state comes to: another try, a catcher, or the end of the execution.

import type { Json } from '../../../customer/json.ts';
import {
  ERRORS,
  EvaluationError,
  type Failure,
  HistoryFullError,
  matchesError,
  StateError,
} from '../errors.ts';
import { HISTORY_EVENTS, MAX_SECONDS } from '../limits.ts';
import type { Retrier, State, TaskState } from '../machine.ts';
import { type MaybePromise, recover } from '../maybe.ts';
import { fail } from './end.ts';
import { leave } from './leave.ts';
import { note, type Run, type Step, scopeOf } from './run.ts';

type Outcome = MaybePromise<Step | undefined>;

/** An error that was thrown while a state ran. */
export function onThrown(run: Run, state: State, thrown: unknown): Outcome {
  if (thrown instanceof HistoryFullError) return historyFull(run);
  const failure = explain(run, state, thrown);
  if (state.type !== 'Task') return fail(run, failure);
  return recover(
    () => onFailure(run, state, failure),
    (error) => onThrownWhileCatching(run, state, error),
  );
}

/** A task failed: retried by the first retrier that names the error, or else caught by the first catcher that does. */
export function onFailure(run: Run, state: TaskState, failure: Failure): Outcome {
  const index = state.retriers.findIndex((retrier) => names(retrier, failure));
  const retrier = state.retriers[index];
  const { execution } = run;
  const used = execution.retries[index] ?? 0;
  if (retrier !== undefined && used < retrier.maxAttempts) {
    execution.retries = state.retriers.map(
      (_, other) => (execution.retries[other] ?? 0) + Number(other === index),
    );
    execution.parked = { kind: 'retry', until: run.env.now + delayMillis(retrier, used, run.env.random) };
    return { execution };
  }
  const catcher = state.catchers.find((each) => names(each, failure));
  if (catcher === undefined) return fail(run, failure);
  const scope = scopeOf(run);
  const errorOutput: Json = { Error: failure.error, Cause: failure.cause ?? '' };
  scope.errorOutput = errorOutput;
  return recover(
    () => leave(run, state, catcher, scope, errorOutput),
    (error) => onThrownWhileCatching(run, state, error),
  );
}

/** A catcher's own Output or Assign failed: nothing catches that. */
function onThrownWhileCatching(run: Run, state: State, thrown: unknown): Step {
  if (thrown instanceof HistoryFullError) return historyFull(run);
  return fail(run, explain(run, state, thrown));
}

function explain(run: Run, state: State, thrown: unknown): Failure {
  if (!(thrown instanceof StateError)) throw thrown;
  const where = `An error occurred while executing the state '${state.name}' (entered at the event id #${run.execution.enteredEvent}).`;
  const failure = { error: thrown.error, cause: `${where} ${thrown.message}` };
  if (thrown instanceof EvaluationError) {
    const details = { ...failure, location: thrown.location, state: state.name };
    // As AWS numbers them: a failed evaluation follows nothing, a refused value follows the event before.
    note(run, 'EvaluationFailed', details, thrown.evaluating ? 0 : undefined);
  }
  return failure;
}

export function historyFull(run: Run): Step {
  return fail(run, {
    error: ERRORS.runtime,
    cause: `The execution reached the maximum number of history events (${HISTORY_EVENTS}).`,
  });
}

function names({ errors }: { readonly errors: readonly string[] }, failure: Failure): boolean {
  return errors.some((pattern) => matchesError(pattern, failure.error));
}

/** The delay before the try after `used` retries, in milliseconds. */
export function delayMillis(retrier: Retrier, used: number, random: () => number): number {
  const { intervalSeconds, backoffRate, maxDelaySeconds = MAX_SECONDS, jitter } = retrier;
  const seconds = Math.min(intervalSeconds * backoffRate ** used, maxDelaySeconds);
  return Math.round((jitter ? seconds * random() : seconds) * 1000);
}
