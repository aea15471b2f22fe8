// Entering a state and doing what its type does.

import { ERRORS, StateError } from '../errors.ts';
import type { Scope } from '../expression/scope.ts';
import type { Choice, ChoiceState, FailState, State, Template, WaitState } from '../machine.ts';
import { chain, type MaybePromise } from '../maybe.ts';
import { seconds, textOf, timestamp, truthOf } from './check.ts';
import { endBadly } from './end.ts';
import { leave } from './leave.ts';
import { isHeard, note, type Run, type Step, scopeOf } from './run.ts';
import { attempt } from './task.ts';

type Outcome = MaybePromise<Step | undefined>;

const FRESH: readonly number[] = [];

/** Enters `execution.state`; the answer is a step where the run parks or ends, undefined where it goes on. */
export function enter(run: Run, state: State): Outcome {
  const { execution, env } = run;
  execution.transitions++;
  execution.enteredAt = env.now;
  execution.retryCount = 0;
  execution.retries = FRESH;
  const type = `${state.type}StateEntered` as const;
  if (isHeard(run)) note(run, type, { input: execution.stateInput, name: state.name });
  else note(run, type);
  execution.enteredEvent = execution.events;
  return perform(run, state);
}

/** Does the state again in which the execution failed, as it was entered then: billed as a transition, and with new retries. */
export function redrive(run: Run, state: State): Outcome {
  const { execution } = run;
  execution.transitions++;
  execution.retryCount = 0;
  execution.retries = FRESH;
  execution.redriveCount = (execution.redriveCount ?? 0) + 1;
  note(run, 'ExecutionRedriven', { redriveCount: execution.redriveCount });
  return perform(run, state);
}

function perform(run: Run, state: State): Outcome {
  const { execution } = run;
  switch (state.type) {
    case 'Task':
      return attempt(run, state);
    case 'Wait':
      return wait(run, state);
    case 'Choice':
      return choose(run, state);
    case 'Fail':
      return failAsWritten(run, state);
    default:
      return leave(run, state, state, scopeOf(run), execution.stateInput);
  }
}

function wait(run: Run, state: WaitState): Outcome {
  const { execution, env } = run;
  const scope = scopeOf(run);
  return chain(state.value.evaluate(scope), (value) => {
    const until =
      state.field === 'Seconds'
        ? env.now + seconds('Seconds', state.value, value) * 1000
        : timestamp('Timestamp', state.value, value);
    if (until <= env.now) return leave(run, state, state, scope, execution.stateInput);
    execution.parked = { kind: 'wait', until };
    return { execution };
  });
}

/** The end of a Wait. */
export function goOnAfterWait(run: Run, state: WaitState): Outcome {
  return leave(run, state, state, scopeOf(run), run.execution.stateInput);
}

function choose(run: Run, state: ChoiceState): Outcome {
  const scope = scopeOf(run);
  const { stateInput } = run.execution;
  return chain(firstThatHolds(state.choices, 0, scope), (choice) => {
    if (choice !== undefined) return leave(run, state, choice, scope, stateInput);
    if (state.next !== undefined) return leave(run, state, state, scope, stateInput);
    throw new StateError(
      ERRORS.runtime,
      'Failed to transition out of the state. The state does not point to a next state.',
    );
  });
}

function firstThatHolds(
  choices: readonly Choice[],
  from: number,
  scope: Scope,
): MaybePromise<Choice | undefined> {
  for (let index = from; index < choices.length; index++) {
    const choice = choices[index];
    if (choice === undefined) return undefined;
    const field = () => `Choices[${index}]/Condition`;
    const value = choice.condition.evaluate(scope);
    if (value instanceof Promise) {
      return value.then((later) =>
        truthOf(field(), choice.condition, later) ? choice : firstThatHolds(choices, index + 1, scope),
      );
    }
    if (value === true || truthOf(field(), choice.condition, value)) return choice;
  }
  return undefined;
}

function failAsWritten(run: Run, state: FailState): Outcome {
  const scope = scopeOf(run);
  return chain(textIn('Error', state.error, scope), (error) =>
    chain(textIn('Cause', state.cause, scope), (cause) => endBadly(run, 'FAILED', error, cause)),
  );
}

function textIn(
  field: string,
  template: Template | undefined,
  scope: Scope,
): MaybePromise<string | undefined> {
  if (template === undefined) return undefined;
  return chain(template.evaluate(scope), (value) => textOf(field, template, value));
}
