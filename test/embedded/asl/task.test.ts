import { describe, expect, test } from 'vitest';
import { SignalError } from '../../../lib/embedded/asl/advance.ts';
import { dueAt } from '../../../lib/embedded/asl/execution.ts';
import {
  drive,
  FUNCTION,
  INVOKE,
  machineOf,
  NEW_YEAR,
  run,
  SECOND,
  typesOf,
  WAIT_FOR_ANSWER,
} from './machines.ts';

const invoke = (fields: object) =>
  machineOf({
    Greet: {
      Type: 'Task',
      Resource: INVOKE,
      Arguments: { FunctionName: 'greet', Payload: { name: '{% $states.input.name %}' } },
      Next: 'Done',
      ...fields,
    },
    Done: { Type: 'Succeed' },
    ...('Catch' in fields ? { Rescue: { Type: 'Succeed' } } : {}),
  });

describe('a task', () => {
  test('is a call for the driver to make, and its answer comes back as a signal', async () => {
    const { start, signal } = drive(
      invoke({
        Output: '{% $states.result.Payload %}',
        Assign: { status: '{% $states.result.StatusCode %}' },
      }),
    );
    const parked = await start({ name: 'Ann' });
    expect(parked.call).toEqual({
      service: 'lambda:invoke',
      functionName: 'greet',
      payload: { name: 'Ann' },
    });
    expect(parked.execution.parked).toEqual({ kind: 'task', service: 'lambda:invoke' });
    const done = await signal(parked, { type: 'succeed', output: { Payload: 'Hello Ann', StatusCode: 200 } });
    expect(done.ended).toEqual({ status: 'SUCCEEDED', output: 'Hello Ann' });
    expect(done.execution.variables).toEqual({ status: 200 });
  });

  test("of a function by its ARN gets the state's input where it has no Arguments", async () => {
    const { start } = drive(machineOf({ Greet: { Type: 'Task', Resource: FUNCTION, End: true } }));
    expect((await start({ name: 'Ann' })).call).toEqual({
      service: 'lambda',
      functionName: FUNCTION,
      payload: { name: 'Ann' },
    });
  });

  test('that sends a message waits for whoever holds its token', async () => {
    const { start, signal, events } = drive(
      machineOf({
        Send: {
          Type: 'Task',
          Resource: WAIT_FOR_ANSWER,
          Arguments: { QueueUrl: 'queue', MessageBody: { token: '{% $states.context.Task.Token %}' } },
          End: true,
        },
      }),
    );
    const parked = await start();
    expect(parked.call).toEqual({
      service: 'sqs:sendMessage.waitForTaskToken',
      queueUrl: 'queue',
      body: { token: 'token-1' },
      delaySeconds: 0,
      token: 'token-1',
    });
    expect(parked.execution.parked).toMatchObject({ kind: 'task', token: 'token-1' });
    const submitted = await signal(parked, { type: 'submitted' });
    const done = await signal(submitted, { type: 'succeed', output: { sent: true } });
    expect(done.ended).toEqual({ status: 'SUCCEEDED', output: { sent: true } });
    expect(typesOf(events)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('answers once: a second answer is refused, and the first execution is as it was', async () => {
    const { start, signal } = drive(invoke({}));
    const parked = await start({ name: 'Ann' });
    const before = structuredClone(parked.execution);
    const done = await signal(parked, { type: 'succeed', output: 1 });
    await expect(async () => signal(done, { type: 'succeed', output: 2 })).rejects.toThrow(SignalError);
    expect(parked.execution).toEqual(before);
  });

  test('whose arguments turn out to lack a field fails as States.Runtime, which nothing catches', async () => {
    const result = await run(
      invoke({ Arguments: '{% {"Payload": 1} %}', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Rescue' }] }),
    );
    expect(result).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining("The field 'FunctionName' is required but was missing"),
    });
  });

  test('can be stopped from outside', async () => {
    const { start, signal, events } = drive(invoke({}));
    const stopped = await signal(await start({ name: 'Ann' }), {
      type: 'stop',
      error: 'Exit',
      cause: 'unsubscribed',
    });
    expect(stopped.ended).toEqual({ status: 'ABORTED', error: 'Exit', cause: 'unsubscribed' });
    expect(events.at(-1)).toMatchObject({ type: 'ExecutionAborted', error: 'Exit', cause: 'unsubscribed' });
  });
});

describe('time-outs', () => {
  const timed = (fields: object) => drive(invoke({ Arguments: { FunctionName: 'greet' }, ...fields }));

  test('a task that does not answer in time fails as States.Timeout', async () => {
    const { start, signal, events } = timed({ TimeoutSeconds: '{% $states.input.patience %}' });
    const parked = await start({ patience: 30 });
    expect(dueAt(parked.execution)).toBe(NEW_YEAR + 30 * SECOND);
    const early = await signal(parked, { type: 'due' }, NEW_YEAR + 29 * SECOND);
    expect(early).toEqual({ execution: parked.execution });
    const late = await signal(parked, { type: 'due' }, NEW_YEAR + 30 * SECOND);
    expect(late.ended).toEqual({ status: 'FAILED', error: 'States.Timeout' });
    expect(typesOf(events).slice(-2)).toEqual(['TaskTimedOut', 'ExecutionFailed']);
    expect(events.find(({ type }) => type === 'TaskScheduled')).toMatchObject({ timeoutInSeconds: 30 });
  });

  test('a heartbeat keeps a task alive, a missed one ends it', async () => {
    const { start, signal } = timed({ HeartbeatSeconds: 10, TimeoutSeconds: 600 });
    const parked = await start();
    expect(dueAt(parked.execution)).toBe(NEW_YEAR + 10 * SECOND);
    const beaten = await signal(parked, { type: 'heartbeat' }, NEW_YEAR + 8 * SECOND);
    expect(dueAt(beaten.execution)).toBe(NEW_YEAR + 18 * SECOND);
    const missed = await signal(beaten, { type: 'due' }, NEW_YEAR + 18 * SECOND);
    expect(missed.ended).toEqual({ status: 'FAILED', error: 'States.HeartbeatTimeout' });
  });

  test('a missed heartbeat is caught as States.Timeout too, and not as States.TaskFailed', async () => {
    const catching = (name: string) =>
      timed({ HeartbeatSeconds: 10, Catch: [{ ErrorEquals: [name], Next: 'Rescue' }] });
    for (const [name, status] of [
      ['States.HeartbeatTimeout', 'SUCCEEDED'],
      ['States.Timeout', 'SUCCEEDED'],
      ['States.ALL', 'SUCCEEDED'],
      ['States.TaskFailed', 'FAILED'],
    ] as const) {
      const { start, signal } = catching(name);
      const missed = await signal(await start(), { type: 'due' }, NEW_YEAR + 10 * SECOND);
      expect(missed.ended?.status, name).toBe(status);
    }
  });

  test('a time-out or heartbeat that is no whole number fails the evaluation', async () => {
    for (const fields of [
      { TimeoutSeconds: "{% '5' %}" },
      { TimeoutSeconds: '{% 5.5 %}' },
      { TimeoutSeconds: '{% 100000000 %}' },
      { TimeoutSeconds: '{% 5 %}', HeartbeatSeconds: '{% 6 %}' },
    ]) {
      expect(await run(invoke(fields), { name: 'Ann' })).toMatchObject({
        error: 'States.QueryEvaluationError',
      });
    }
  });
});

describe('Catch', () => {
  const boom = { Throw: { Error: 'Boom', Cause: 'it broke' } };
  const catching = (...catchers: object[]) => invoke({ Catch: catchers });

  test('takes the first catcher that names the error, and hands on the error', async () => {
    const result = await run(
      catching(
        { ErrorEquals: ['Other'], Next: 'Done' },
        { ErrorEquals: ['Boom'], Next: 'Rescue' },
        { ErrorEquals: ['States.ALL'], Next: 'Done' },
      ),
      { name: 'Ann' },
      [boom],
    );
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'Boom', Cause: 'it broke' } });
    expect(result.events.at(-2)).toMatchObject({ name: 'Rescue' });
  });

  test('hands on its own Output and Assign', async () => {
    const result = await run(
      catching({
        ErrorEquals: ['States.TaskFailed'],
        Assign: { why: '{% $states.errorOutput.Cause %}' },
        Output: { name: '{% $states.input.name %}', error: '{% $states.errorOutput.Error %}' },
        Next: 'Rescue',
      }),
      { name: 'Ann' },
      [boom],
    );
    expect(result).toMatchObject({ output: { name: 'Ann', error: 'Boom' } });
    expect(result.events.find(({ type }) => type === 'TaskStateExited')).toMatchObject({
      assignedVariables: { why: 'it broke' },
    });
  });

  test('catches an expression of its task that fails', async () => {
    const catcher = { ErrorEquals: ['States.QueryEvaluationError'], Next: 'Rescue' };
    const inArguments = await run(catching(catcher), {});
    expect(inArguments).toMatchObject({
      status: 'SUCCEEDED',
      output: { Error: 'States.QueryEvaluationError' },
    });
    expect(typesOf(inArguments.events).slice(1, 4)).toEqual([
      'TaskStateEntered',
      'EvaluationFailed',
      'TaskStateExited',
    ]);
    const inOutput = await run(
      invoke({ Output: '{% $states.result.nothing %}', Catch: [catcher] }),
      { name: 'Ann' },
      [{ Return: {} }],
    );
    expect(inOutput).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'States.QueryEvaluationError' } });
  });

  test('whose own Output fails ends the execution', async () => {
    const result = await run(
      catching({ ErrorEquals: ['States.ALL'], Output: '{% $nothing %}', Next: 'Rescue' }),
      { name: 'Ann' },
      [boom],
    );
    expect(result).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining("the field 'Catch[0]/Output'"),
    });
  });
});
