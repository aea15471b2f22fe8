// A failed execution is redriven: its state is done again as it was entered, and nothing of before it.

import { describe, expect, test } from 'vitest';
import type { Json } from '../../../lib/customer/json.ts';
import { drive, INVOKE, machineOf, NEW_YEAR, SECOND, typesOf, WAIT_FOR_ANSWER } from './machines.ts';

const HOUR = 3600 * SECOND;
const boom = { type: 'fail', error: 'Boom' } as const;
const redrive = { type: 'redrive' } as const;

const machine = (fields: { [name: string]: Json } = {}) =>
  machineOf({
    Note: {
      Type: 'Pass',
      Output: { seen: '{% $states.input.name %}' },
      Assign: { noted: true },
      Next: 'Greet',
    },
    Greet: {
      Type: 'Task',
      Resource: INVOKE,
      Arguments: {
        FunctionName: 'greet',
        Payload: {
          input: '{% $states.input %}',
          noted: '{% $noted %}',
          entered: '{% $states.context.State.EnteredTime %}',
          retries: '{% $states.context.State.RetryCount %}',
          redrives: '{% $states.context.Execution.RedriveCount %}',
        },
      },
      End: true,
      ...fields,
    },
  });

/** Driven to where `Greet` has failed, in an hour. */
async function failed(fields: { [name: string]: Json } = {}) {
  const driven = drive(machine(fields));
  const step = await driven.signal(await driven.start({ name: 'Ann' }), boom, NEW_YEAR + HOUR);
  return { ...driven, step };
}

describe('an execution that is redriven', () => {
  test('does the state that failed again, with the input and the variables that it had', async () => {
    const { step, signal, events } = await failed();
    expect(step.ended).toMatchObject({ status: 'FAILED', error: 'Boom' });
    const again = await signal(step, redrive, NEW_YEAR + 2 * HOUR);
    expect(again.call).toMatchObject({
      payload: { input: { seen: 'Ann' }, noted: true, entered: '2026-01-01T00:00:00.000Z', redrives: 1 },
    });
    const over = await signal(again, { type: 'succeed', output: { Payload: 'hello' } });
    expect(over.ended).toEqual({ status: 'SUCCEEDED', output: { Payload: 'hello' } });
    expect(typesOf(events).slice(-7)).toEqual([
      'ExecutionFailed',
      'ExecutionRedriven',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events.filter(({ type }) => type === 'TaskStateEntered')).toHaveLength(1);
  });

  test('has all retries again, and is billed one transition', async () => {
    const Retry = [{ ErrorEquals: ['Boom'], MaxAttempts: 1, IntervalSeconds: 1 }];
    const driven = drive(machine({ Retry }));
    let step = await driven.signal(await driven.start({ name: 'Ann' }), boom);
    step = await driven.signal(step, { type: 'due' }, NEW_YEAR + SECOND);
    step = await driven.signal(step, boom);
    expect(step.ended).toMatchObject({ status: 'FAILED' });
    const { transitions } = step.execution;
    step = await driven.signal(step, redrive);
    expect(step.execution.transitions).toBe(transitions + 1);
    expect(step.call).toMatchObject({ payload: { retries: 0 } });
    step = await driven.signal(step, boom);
    expect(step.execution.parked).toMatchObject({ kind: 'retry' });
  });

  test('counts how often', async () => {
    const { step, signal } = await failed();
    const again = await signal(await signal(step, redrive), boom);
    const third = await signal(again, redrive);
    expect(third.call).toMatchObject({ payload: { redrives: 2 } });
  });

  test('waits for a new token, for all of its time', async () => {
    const { step, signal } = await failed({
      Resource: WAIT_FOR_ANSWER,
      Arguments: { QueueUrl: 'email', MessageBody: '{% $states.context.Task.Token %}' },
      TimeoutSeconds: 60,
    });
    const again = await signal(step, redrive, NEW_YEAR + 2 * HOUR);
    expect(again.call).toMatchObject({ body: 'token-2' });
    expect(again.execution.parked).toMatchObject({ timeoutAt: NEW_YEAR + 2 * HOUR + 60 * SECOND });
  });

  test('evaluates again what could not be evaluated', async () => {
    const { start, signal, events } = drive(
      machineOf({ Sum: { Type: 'Pass', Output: '{% $states.input.missing %}', End: true } }),
    );
    const step = await start({});
    expect(step.ended).toMatchObject({ error: 'States.QueryEvaluationError' });
    const again = await signal(step, redrive);
    expect(again.ended).toMatchObject({ error: 'States.QueryEvaluationError' });
    expect(typesOf(events).filter((type) => type === 'ExecutionFailed')).toHaveLength(2);
  });
});
