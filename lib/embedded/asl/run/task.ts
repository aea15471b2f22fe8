// The Task state: its call is made outside, and its answer comes back as a signal.

import type { Json } from '../../../customer/json.ts';
import { REGION } from '../env.ts';
import { ERRORS, type Failure, isTimeout, StateError } from '../errors.ts';
import type { Parked } from '../execution.ts';
import type { Scope } from '../expression/scope.ts';
import type { HistoryDetails } from '../history-event.ts';
import { excessBytes, PAYLOAD_BYTES } from '../limits.ts';
import type { Resource, TaskState, Template } from '../machine.ts';
import { chain, type MaybePromise } from '../maybe.ts';
import { makeCall } from './call.ts';
import { seconds, wrong } from './check.ts';
import { onFailure } from './failure.ts';
import { checkSize, leave } from './leave.ts';
import { isHeard, note, type Run, type Step, scopeOf } from './run.ts';

type Outcome = MaybePromise<Step | undefined>;
type ParkedTask = Extract<Parked, { kind: 'task' }>;

/** Schedules the task, for the first time or again. */
export function attempt(run: Run, state: TaskState): Outcome {
  const token = state.resource.waitsForToken ? run.env.token() : undefined;
  const scope = scopeOf(run, token);
  const values = state.arguments === undefined ? run.execution.stateInput : state.arguments.evaluate(scope);
  return chain(values, (arguments_) =>
    chain(secondsOf('TimeoutSeconds', state.timeoutSeconds, scope), (timeout) =>
      chain(secondsOf('HeartbeatSeconds', state.heartbeatSeconds, scope), (heartbeat) =>
        schedule(run, state, arguments_, token, timeout, heartbeat),
      ),
    ),
  );
}

function secondsOf(
  field: string,
  template: Template | undefined,
  scope: Scope,
): MaybePromise<number | undefined> {
  if (template === undefined) return undefined;
  return chain(template.evaluate(scope), (value) => seconds(field, template, value));
}

function schedule(
  run: Run,
  state: TaskState,
  values: Json,
  token: string | undefined,
  timeout: number | undefined,
  heartbeat: number | undefined,
): Step {
  const { env, execution } = run;
  const { service, arn } = state.resource;
  if (heartbeat !== undefined && timeout !== undefined && heartbeat >= timeout) {
    throw wrong(
      'HeartbeatSeconds',
      `HeartbeatSeconds (${heartbeat}) must be smaller than TimeoutSeconds (${timeout})`,
    );
  }
  if (state.arguments !== undefined) checkSize(state.name, values);
  const call = makeCall(service, arn, values, token);
  if (typeof call === 'string') {
    throw new StateError(
      ERRORS.runtime,
      `The Parameters '${JSON.stringify(values)}' could not be used to start the Task: [${call}]`,
    );
  }
  noteScheduled(run, state.resource, values, timeout, heartbeat);
  execution.parked = {
    kind: 'task',
    service,
    ...(token === undefined ? {} : { token }),
    ...(timeout === undefined ? {} : { timeoutAt: env.now + timeout * 1000 }),
    ...(heartbeat === undefined
      ? {}
      : { heartbeatAt: env.now + heartbeat * 1000, heartbeatSeconds: heartbeat }),
  };
  return { execution, call };
}

/** The task answered. */
export function onSuccess(run: Run, state: TaskState, result: Json): Outcome {
  if (excessBytes(result, PAYLOAD_BYTES) > 0) {
    const { type } = typeAndAction(state.resource);
    return onAnsweredFailure(run, state, {
      error: ERRORS.dataLimitExceeded,
      cause: `The state/task '${type}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    });
  }
  noteTask(run, state.resource, 'Succeeded', { output: result });
  const scope = scopeOf(run);
  scope.result = result;
  return leave(run, state, state, scope, result);
}

/** The task failed, or timed out. */
export function onAnsweredFailure(run: Run, state: TaskState, failure: Failure): Outcome {
  const { error, cause } = failure;
  const details = cause === undefined ? { error } : { error, cause };
  noteTask(run, state.resource, isTimeout(error) ? 'TimedOut' : 'Failed', details);
  return onFailure(run, state, failure);
}

/** The request of a task that waits for a token was made. */
export function onSubmitted(run: Run, state: TaskState): Step {
  noteTask(run, state.resource, 'Submitted');
  return { execution: run.execution };
}

/** The heartbeat's clock starts again. */
export function onHeartbeat(run: Run, parked: ParkedTask): Step {
  const { execution, env } = run;
  if (parked.heartbeatSeconds !== undefined) {
    execution.parked = { ...parked, heartbeatAt: env.now + parked.heartbeatSeconds * 1000 };
  }
  return { execution };
}

/** One of the task's own deadlines has come. */
export function onDeadline(run: Run, state: TaskState, parked: ParkedTask): Outcome {
  const { timeoutAt = Number.POSITIVE_INFINITY, heartbeatAt = Number.POSITIVE_INFINITY } = parked;
  const error = heartbeatAt < timeoutAt ? ERRORS.heartbeatTimeout : ERRORS.timeout;
  return onAnsweredFailure(run, state, { error, cause: undefined });
}

/** lambda:invoke.waitForTaskToken is the type lambda and the action invoke.waitForTaskToken. */
function typeAndAction({ service, arn }: Resource): { type: string; action: string } {
  const [type = service, action] = service.split(':');
  return action === undefined ? { type: arn, action: arn } : { type, action };
}

function noteScheduled(
  run: Run,
  resource: Resource,
  values: Json,
  timeout: number | undefined,
  heartbeat: number | undefined,
): void {
  const limits: HistoryDetails = {
    ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
    ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
  };
  if (resource.service === 'lambda') {
    note(run, 'LambdaFunctionScheduled', { input: values, resource: resource.arn, ...limits });
  } else {
    noteTask(run, resource, 'Scheduled', { parameters: values, region: REGION, ...limits });
  }
  noteTask(run, resource, 'Started');
}

function noteTask(
  run: Run,
  resource: Resource,
  what: 'Scheduled' | 'Started' | 'Submitted' | 'Succeeded' | 'Failed' | 'TimedOut',
  details?: HistoryDetails,
): void {
  if (resource.service === 'lambda') {
    if (what !== 'Submitted') note(run, `LambdaFunction${what}`, details);
    return;
  }
  if (!isHeard(run)) {
    note(run, `Task${what}`);
    return;
  }
  const { type, action } = typeAndAction(resource);
  note(run, `Task${what}`, { ...details, resource: action, resourceType: type });
}
