// The runner over Step Functions: what each call asks for, and what its errors mean.

import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { runId } from '../../functions/events/start-runs.ts';
import { createRunner } from '../../lib/aws/runner.ts';
import { timeScale } from '../../lib/journey/compile/time-scale.ts';
import { TerminalError } from '../../lib/journey/errors.ts';
import { awsError } from './aws-error.ts';

const where = { partition: 'aws', region: 'eu-central-1', account: '111122223333', stage: 'prod' };
const name = runId('welcome', 'ann', 'event-1');
const arn = `arn:aws:states:eu-central-1:111122223333:execution:prod-welcome:${name}`;
const endedAt = new Date('2026-03-02T12:00:00Z');

const sfn = mockClient(SFNClient);
const runner = createRunner(new SFNClient({ region: 'eu-central-1' }), where);
beforeEach(() => sfn.reset());

const starting = () =>
  runner.start({ name, journeyId: 'welcome', version: 'v1', input: { customerId: 'ann', buckets: {} } });

/** What becomes of the work that makes a call. */
async function becomes(call: () => Promise<unknown>): Promise<string> {
  try {
    const answer = await call();
    return answer === false ? 'nobody waits for it' : 'it is well so';
  } catch (error) {
    return error instanceof TerminalError ? 'the run ends' : 'it is tried again';
  }
}

type Row = [error: string, outcome: string];

/** Errors that mean the same whatever was called. */
const anyway: Row[] = [
  ['ThrottlingException', 'it is tried again'],
  ['KmsThrottlingException', 'it is tried again'],
  ['KmsAccessDeniedException', 'it is tried again'],
  ['AccessDeniedException', 'it is tried again'],
  ['InternalFailure', 'it is tried again'],
];

describe('starting a run', () => {
  test('starts its journey’s machine, under the run’s own name', async () => {
    sfn.on(StartExecutionCommand).resolves({});
    await starting();
    expect(sfn.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: 'arn:aws:states:eu-central-1:111122223333:stateMachine:prod-welcome',
      name,
      input: '{"customerId":"ann","buckets":{}}',
    });
  });

  test('needs no name that Step Functions would not take, whatever the journey', () => {
    expect(runId('j'.repeat(40), 'a customer', 'an event')).toMatch(/^[\w-]{1,80}$/);
  });

  test.each<Row>([
    ['ExecutionAlreadyExists', 'it is well so'],
    ['ExecutionLimitExceeded', 'it is tried again'],
    ['StateMachineDoesNotExist', 'it is tried again'],
    ['StateMachineDeleting', 'it is tried again'],
    ['InvalidExecutionInput', 'the run ends'],
    ['InvalidName', 'the run ends'],
    ['ValidationException', 'the run ends'],
    ...anyway,
  ])('after %s: %s', async (error, outcome) => {
    sfn.on(StartExecutionCommand).rejects(awsError(error));
    expect(await becomes(starting)).toBe(outcome);
  });

  test('tells which run it was', async () => {
    sfn.on(StartExecutionCommand).rejects(awsError('ExecutionLimitExceeded', { message: 'too many' }));
    await expect(starting()).rejects.toThrow(
      `run ${name} could not be started: ExecutionLimitExceeded: too many`,
    );
  });
});

describe('answering a run that waits', () => {
  test('tells its token the answer', async () => {
    sfn.on(SendTaskSuccessCommand).resolves({});
    sfn.on(SendTaskFailureCommand).resolves({});
    expect(await runner.succeed('token', { event: 'event-2' })).toBe(true);
    expect(await runner.fail('token', 'Held', '2026-03-02T12:00:00Z')).toBe(true);
    expect(sfn.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input).toEqual({
      taskToken: 'token',
      output: '{"event":"event-2"}',
    });
    expect(sfn.commandCalls(SendTaskFailureCommand)[0]?.args[0].input).toEqual({
      taskToken: 'token',
      error: 'Held',
      cause: '2026-03-02T12:00:00Z',
    });
  });

  test('cuts a cause that Step Functions would not take, so that the run does not wait for ever', async () => {
    sfn.on(SendTaskFailureCommand).resolves({});
    await runner.fail('token', 'TerminalError', 'x'.repeat(40_000));
    expect(sfn.commandCalls(SendTaskFailureCommand)[0]?.args[0].input.cause).toHaveLength(32_768);
  });

  test.each<Row>([
    ['TaskTimedOut', 'nobody waits for it'],
    ['TaskDoesNotExist', 'nobody waits for it'],
    ['InvalidToken', 'nobody waits for it'],
    ['InvalidOutput', 'the run ends'],
    ...anyway,
  ])('after %s: %s', async (error, outcome) => {
    sfn.on(SendTaskSuccessCommand).rejects(awsError(error));
    sfn.on(SendTaskFailureCommand).rejects(awsError(error));
    expect(await becomes(() => runner.succeed('token', null))).toBe(outcome);
    expect(await becomes(() => runner.fail('token', 'Held', ''))).toBe(outcome);
  });
});

describe('stopping a run', () => {
  test('stops its execution, and says why', async () => {
    sfn.on(StopExecutionCommand).resolves({});
    await runner.stop(name, 'order.placed ended the run: ordered');
    expect(sfn.commandCalls(StopExecutionCommand)[0]?.args[0].input).toEqual({
      executionArn: arn,
      cause: 'order.placed ended the run: ordered',
    });
  });

  test.each<Row>([
    ['ExecutionDoesNotExist', 'it is well so'],
    ['InvalidArn', 'the run ends'],
    ['ValidationException', 'the run ends'],
    ...anyway,
  ])('after %s: %s', async (error, outcome) => {
    sfn.on(StopExecutionCommand).rejects(awsError(error));
    expect(await becomes(() => runner.stop(name, 'why'))).toBe(outcome);
  });
});

describe('redriving a run', () => {
  test('redrives its execution, and asking for the same redrive again is the same request', async () => {
    sfn.on(RedriveExecutionCommand).resolves({ redriveDate: endedAt });
    expect(await runner.redrive(name, 1)).toBeUndefined();
    await runner.redrive(name, 1);
    await runner.redrive(name, 2);
    const asked = sfn.commandCalls(RedriveExecutionCommand).map(({ args: [{ input }] }) => input);
    expect(asked.map(({ executionArn }) => executionArn)).toEqual([arn, arn, arn]);
    const [first = '', again = '', second = ''] = asked.map(({ clientToken }) => clientToken);
    expect(again).toBe(first);
    expect(second).not.toBe(first);
    expect(first).toMatch(/^[!-~]{1,64}$/);
  });

  test('tells why Step Functions does not redrive it', async () => {
    const message = 'Execution redrivable period exceeded';
    sfn.on(RedriveExecutionCommand).rejects(awsError('ExecutionNotRedrivable', { message }));
    expect(await runner.redrive(name, 1)).toBe(`Step Functions refuses: ${message}`);
    sfn.on(RedriveExecutionCommand).rejects(awsError('ExecutionDoesNotExist'));
    expect(await runner.redrive(name, 1)).toBe('Step Functions knows its execution no more');
    expect(await runner.redrive('by-hand', 1)).toBe('it is no run of a journey');
  });

  test.each<Row>([
    ['ExecutionLimitExceeded', 'it is tried again'],
    ['InvalidArn', 'the run ends'],
    ['ValidationException', 'the run ends'],
    ...anyway,
  ])('after %s: %s', async (error, outcome) => {
    sfn.on(RedriveExecutionCommand).rejects(awsError(error));
    expect(await becomes(() => runner.redrive(name, 1))).toBe(outcome);
  });
});

describe('looking at a run', () => {
  const found = (fields: object) =>
    sfn.on(DescribeExecutionCommand).resolves({ executionArn: arn, input: '{"buckets":{}}', ...fields });

  test.each([
    [{ status: 'RUNNING' }, { status: 'running', output: null, error: null, endedAt: null }],
    [{ status: 'PENDING_REDRIVE' }, { status: 'running', output: null, error: null, endedAt: null }],
    [
      { status: 'SUCCEEDED', output: '{"exited":"missed"}', stopDate: endedAt },
      { status: 'succeeded', output: { exited: 'missed' }, error: null, endedAt: endedAt.getTime() },
    ],
    [
      { status: 'FAILED', error: 'TerminalError', cause: 'why', stopDate: endedAt },
      { status: 'failed', output: null, error: 'TerminalError', endedAt: endedAt.getTime() },
    ],
    [
      { status: 'TIMED_OUT', stopDate: endedAt },
      { status: 'failed', error: 'TIMED_OUT' },
    ],
    [
      { status: 'ABORTED', stopDate: endedAt },
      { status: 'stopped', error: 'ABORTED' },
    ],
  ])('tells how it stands: %j', async (fields, told) => {
    found(fields);
    sfn.on(GetExecutionHistoryCommand).resolves({ events: [] });
    expect(await runner.describe(name)).toMatchObject({ ...told, redrives: 0, variables: {} });
    const asked = sfn.commandCalls(GetExecutionHistoryCommand);
    expect(asked).toHaveLength(told.status === 'failed' ? 1 : 0);
  });

  test('tells where it failed and why, and how often it was redriven', async () => {
    found({ status: 'FAILED', error: 'TerminalError', cause: 'why', stopDate: endedAt, redriveCount: 2 });
    const event = (type: HistoryEvent['type'], entered?: string): HistoryEvent => ({
      id: 1,
      timestamp: endedAt,
      type,
      ...(entered && { stateEnteredEventDetails: { name: entered } }),
    });
    sfn
      .on(GetExecutionHistoryCommand, { nextToken: undefined })
      .resolves({ events: [event('ExecutionFailed'), event('ExecutionRedriven')], nextToken: 'more' })
      .on(GetExecutionHistoryCommand, { nextToken: 'more' })
      .resolves({ events: [event('TaskStateEntered', 'guide'), event('TaskStateEntered', 'greeting')] });
    const told = await runner.describe(name);
    expect(told).toMatchObject({ error: 'TerminalError', cause: 'why', failedIn: 'guide', redrives: 2 });
    expect(sfn.commandCalls(GetExecutionHistoryCommand)[0]?.args[0].input).toMatchObject({
      executionArn: arn,
      reverseOrder: true,
    });
  });

  test.each([['ExecutionDoesNotExist', 'it is well so'], ['InvalidArn', 'the run ends'], ...anyway])(
    'after %s: %s',
    async (error, outcome) => {
      sfn.on(DescribeExecutionCommand).rejects(awsError(error));
      expect(await becomes(() => runner.describe(name))).toBe(outcome);
    },
  );

  test('knows nothing of an execution that somebody else started', async () => {
    expect(await runner.describe('by-hand')).toBeUndefined();
    await runner.stop('by-hand', 'why');
    expect(sfn.calls()).toHaveLength(0);
  });

  test('tells the branches that it took, as they were assigned last', async () => {
    found({ status: 'SUCCEEDED', output: '{}', stopDate: endedAt, input: '{"buckets":{"offer":"a"}}' });
    const assigned = (variables: Record<string, string>): HistoryEvent => ({
      id: 1,
      timestamp: endedAt,
      type: 'ChoiceStateExited',
      stateExitedEventDetails: { name: 'offer', assignedVariables: variables },
    });
    sfn
      .on(GetExecutionHistoryCommand, { nextToken: undefined })
      .resolves({ events: [assigned({ cursor: '{"at":1,"seq":0}' })], nextToken: 'more' })
      .on(GetExecutionHistoryCommand, { nextToken: 'more' })
      .resolves({
        events: [assigned({ taken: '{"offer":"a","tone":"b"}' }), assigned({ taken: '{"offer":"a"}' })],
        nextToken: 'even more',
      });
    const told = await runner.describe(name);
    expect(told?.variables).toEqual({ taken: { offer: 'a', tone: 'b' } });
    const asked = sfn.commandCalls(GetExecutionHistoryCommand).map(({ args: [{ input }] }) => input);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatchObject({ executionArn: arn, reverseOrder: true });
  });

  test('tells no branches of a run that took none', async () => {
    found({ status: 'RUNNING', input: '{"buckets":{"offer":"a"}}' });
    sfn.on(GetExecutionHistoryCommand).resolves({ events: [] });
    expect(await runner.describe(name)).toMatchObject({ variables: {} });
  });

  test('tells in compressed time when it ended by the journey’s time', async () => {
    found({ status: 'SUCCEEDED', output: '{}', stopDate: endedAt });
    const anHourBefore = endedAt.getTime() - 3_600_000;
    const fast = createRunner(new SFNClient({ region: 'eu-central-1' }), where, timeScale(24, anHourBefore));
    expect(await fast.describe(name)).toMatchObject({ endedAt: anHourBefore + 24 * 3_600_000 });
  });
});

describe('listing the running executions of a journey', () => {
  const listed = async () => {
    const names: string[] = [];
    for await (const page of runner.running('welcome')) names.push(...page);
    return names;
  };
  const execution = (number: number) => ({
    executionArn: `${arn}-${number}`,
    stateMachineArn: 'arn:aws:states:eu-central-1:111122223333:stateMachine:prod-welcome',
    name: `welcome-${number}`,
    status: 'RUNNING' as const,
    startDate: endedAt,
  });

  test('asks for those alone, in pages of a thousand, to the last', async () => {
    sfn
      .on(ListExecutionsCommand, { nextToken: undefined })
      .resolves({ executions: [execution(1), execution(2)], nextToken: 'more' })
      .on(ListExecutionsCommand, { nextToken: 'more' })
      .resolves({ executions: [execution(3)] });
    expect(await listed()).toEqual(['welcome-1', 'welcome-2', 'welcome-3']);
    expect(sfn.commandCalls(ListExecutionsCommand)[0]?.args[0].input).toMatchObject({
      stateMachineArn: 'arn:aws:states:eu-central-1:111122223333:stateMachine:prod-welcome',
      statusFilter: 'RUNNING',
      maxResults: 1000,
    });
  });

  test('finds none where the machine went with its journey', async () => {
    const message = 'State Machine Does Not Exist';
    sfn.on(ListExecutionsCommand).rejects(new StateMachineDoesNotExist({ message, $metadata: {} }));
    expect(await listed()).toEqual([]);
  });

  test.each<Row>([['InvalidArn', 'the run ends'], ...anyway])('after %s: %s', async (error, outcome) => {
    sfn.on(ListExecutionsCommand).rejects(awsError(error));
    expect(await becomes(listed)).toBe(outcome);
  });
});
