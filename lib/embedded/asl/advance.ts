// The transition function: an execution and a signal in, the execution parked or ended and perhaps a call out. It runs
// as many states as it can. Nothing happens here: the driver keeps the execution, makes the call and watches the clock.

import type { Json } from '../../customer/json.ts';
import { type Env, ROLE_ARN } from './env.ts';
import { dueAt, type Execution } from './execution.ts';
import { excessBytes, PAYLOAD_BYTES } from './limits.ts';
import type { Machine, State, TaskState } from './machine.ts';
import type { MaybePromise } from './maybe.ts';
import { recover } from './maybe.ts';
import { endBadly, expire } from './run/end.ts';
import { enter, goOnAfterWait, redrive } from './run/enter.ts';
import { onThrown } from './run/failure.ts';
import { note, type Run, type Step } from './run/run.ts';
import { attempt, onAnsweredFailure, onDeadline, onHeartbeat, onSubmitted, onSuccess } from './run/task.ts';

export type Signal =
  /** The moment dueAt() has come (before it, nothing happens). */
  | { readonly type: 'due' }
  /** The task answered: the call itself, or whoever held its token. */
  | { readonly type: 'succeed'; readonly output: Json }
  | { readonly type: 'fail'; readonly error: string; readonly cause?: string }
  /** The request of a task that waits for a token was made. */
  | { readonly type: 'submitted' }
  | { readonly type: 'heartbeat' }
  /** The execution failed, and its state is to be done again. */
  | { readonly type: 'redrive' }
  /** The execution is stopped from outside. */
  | { readonly type: 'stop'; readonly error?: string; readonly cause?: string };

/** A signal came to an execution that does not wait for it: the answer of a task that is over. */
export class SignalError extends Error {
  override readonly name = 'SignalError';
}

/** An execution cannot be started. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/**
 * Starts an execution at `env.now`.
 * @throws {StartError} if the input is over 256 KiB
 */
export function startExecution(
  machine: Machine,
  { name, input }: { readonly name: string; readonly input: Json },
  env: Env,
): MaybePromise<Step> {
  if (excessBytes(input, PAYLOAD_BYTES) > 0) {
    throw new StartError(`the input of execution "${name}" is larger than ${PAYLOAD_BYTES} bytes`);
  }
  const execution: Execution = {
    name,
    startedAt: env.now,
    expiresAt: env.now + machine.longestMillis,
    input,
    state: machine.startAt,
    stateInput: input,
    enteredAt: env.now,
    enteredEvent: 0,
    variables: {},
    retryCount: 0,
    retries: [],
    events: 0,
    transitions: 0,
    parked: null,
  };
  const run: Run = { machine, env, execution };
  note(run, 'ExecutionStarted', { input, roleArn: ROLE_ARN });
  return drive(run);
}

/**
 * Answers a signal. The given execution stays as it is; the step holds the new one. No promise where no expression needs
 * the jsonata library.
 * @throws {SignalError} if the execution does not wait for such a signal
 */
export function advance(
  machine: Machine,
  execution: Execution,
  signal: Signal,
  env: Env,
): MaybePromise<Step> {
  const run: Run = { machine, env, execution: { ...execution } };
  if (signal.type === 'stop') return endBadly(run, 'ABORTED', signal.error, signal.cause);
  if (signal.type === 'due') {
    if (env.now < dueAt(execution)) return { execution };
    if (dueAt(execution) === execution.expiresAt) return expire(run);
  }
  const state = stateOf(machine, execution.state);
  return settle(
    run,
    recover(
      () => (signal.type === 'redrive' ? redrive(run, state) : answer(run, state, signal)),
      (error) => onThrown(run, state, error),
    ),
  );
}

function answer(
  run: Run,
  state: State,
  signal: Exclude<Signal, { type: 'stop' | 'redrive' }>,
): MaybePromise<Step | undefined> {
  const { execution } = run;
  const { parked } = execution;
  if (signal.type === 'due' && parked?.kind === 'wait' && state.type === 'Wait') {
    execution.parked = null;
    return goOnAfterWait(run, state);
  }
  if (state.type !== 'Task' || parked === null) throw unexpected(execution, signal);
  if (signal.type === 'due' && parked.kind === 'retry') {
    execution.parked = null;
    execution.retryCount++;
    execution.transitions++;
    return attempt(run, state);
  }
  if (parked.kind !== 'task') throw unexpected(execution, signal);
  if (signal.type === 'submitted') return onSubmitted(run, state);
  if (signal.type === 'heartbeat') return onHeartbeat(run, parked);
  execution.parked = null;
  if (signal.type === 'due') return onDeadline(run, state, parked);
  return answerTask(run, state, signal);
}

function answerTask(
  run: Run,
  state: TaskState,
  signal: Extract<Signal, { type: 'succeed' | 'fail' }>,
): MaybePromise<Step | undefined> {
  if (signal.type === 'succeed') return onSuccess(run, state, signal.output);
  return onAnsweredFailure(run, state, { error: signal.error, cause: signal.cause });
}

function unexpected(execution: Execution, signal: Signal): SignalError {
  const waits = execution.parked?.kind ?? 'nothing';
  return new SignalError(
    `execution "${execution.name}" got "${signal.type}" in state "${execution.state}", where it waits for ${waits}`,
  );
}

/** Runs states until one parks or ends. */
function drive(run: Run): MaybePromise<Step> {
  for (;;) {
    const state = stateOf(run.machine, run.execution.state);
    const outcome = recover(
      () => enter(run, state),
      (error) => onThrown(run, state, error),
    );
    if (outcome instanceof Promise) return outcome.then((step) => step ?? drive(run));
    if (outcome !== undefined) return outcome;
  }
}

function settle(run: Run, outcome: MaybePromise<Step | undefined>): MaybePromise<Step> {
  if (outcome instanceof Promise) return outcome.then((step) => step ?? drive(run));
  return outcome ?? drive(run);
}

function stateOf(machine: Machine, name: string): State {
  const state = machine.states.get(name);
  if (state === undefined) {
    throw new SignalError(
      `the machine has no state "${name}"; was the execution started on another machine?`,
    );
  }
  return state;
}
