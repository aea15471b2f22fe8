// Leaving a state: its Output and Assign, both from the values at entry, and the way on.

import type { Json, JsonObject } from '../../../customer/json.ts';
import { ERRORS, StateError } from '../errors.ts';
import type { Scope } from '../expression/scope.ts';
import { excessBytes, PAYLOAD_BYTES, VARIABLES_BYTES } from '../limits.ts';
import type { ChoiceState, PassState, SucceedState, TaskState, Template, WaitState } from '../machine.ts';
import type { MaybePromise } from '../maybe.ts';
import { succeed } from './end.ts';
import { isHeard, note, type Run, type Step } from './run.ts';

type Leaving = PassState | SucceedState | WaitState | ChoiceState | TaskState;

type Way = {
  readonly output: Template | undefined;
  readonly assign: Template<JsonObject> | undefined;
  readonly next: string | undefined;
};

/**
 * Leaves a state by a way (its own, or that of one of its choices or catchers); what it hands on without an Output is
 * `standard`. The answer is a step if the execution ended, undefined if it goes on in `execution.state`.
 */
export function leave(
  run: Run,
  state: Leaving,
  way: Way,
  scope: Scope,
  standard: Json,
): MaybePromise<Step | undefined> {
  const output = way.output === undefined ? standard : way.output.evaluate(scope);
  const assigned = way.assign?.evaluate(scope);
  if (output instanceof Promise || assigned instanceof Promise) {
    return Promise.all([output, assigned]).then(([later, variables]) =>
      goOn(run, state, way, later, variables),
    );
  }
  return goOn(run, state, way, output, assigned);
}

function goOn(
  run: Run,
  state: Leaving,
  way: Way,
  output: Json,
  assigned: JsonObject | undefined,
): Step | undefined {
  const { execution } = run;
  if (way.output?.constant === false && output !== execution.stateInput) checkSize(state.name, output);
  if (assigned !== undefined) assign(run, state.name, assigned);
  const type = `${state.type}StateExited` as const;
  if (!isHeard(run)) note(run, type);
  else if (assigned === undefined) note(run, type, { name: state.name, output });
  else note(run, type, { assignedVariables: assigned, name: state.name, output });
  if (way.next === undefined) return succeed(run, output);
  execution.state = way.next;
  execution.stateInput = output;
  return undefined;
}

/** @throws {StateError} States.DataLimitExceeded */
export function checkSize(name: string, value: Json): void {
  if (excessBytes(value, PAYLOAD_BYTES) > 0) {
    throw new StateError(
      ERRORS.dataLimitExceeded,
      `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  }
}

function assign({ execution }: Run, name: string, assigned: JsonObject): void {
  const excess = excessBytes(assigned, PAYLOAD_BYTES);
  if (excess > 0) {
    throw new StateError(
      ERRORS.dataLimitExceeded,
      `The Assign field exceeds the maximum variable assignment size by ${excess} bytes.`,
    );
  }
  const variables = { ...execution.variables, ...assigned };
  // Each variable has at most PAYLOAD_BYTES, so a few of them need no measuring.
  const few = Object.keys(variables).length * PAYLOAD_BYTES <= VARIABLES_BYTES;
  const total = few ? 0 : excessBytes(variables, VARIABLES_BYTES);
  if (total > 0) {
    throw new StateError(
      ERRORS.dataLimitExceeded,
      `Execution total variable size limit exceeded. State '${name}' assigned variables that exceed the total execution limit by ${total} bytes.`,
    );
  }
  execution.variables = variables;
}
