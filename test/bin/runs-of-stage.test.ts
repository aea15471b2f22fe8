// `milepost runs` and `milepost explain` on a stage of AWS: its table is real (DynamoDB Local), Step Functions is not.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { runId } from '../../functions/events/start-runs.ts';
import { closeRun } from '../../functions/runs/close-run.ts';
import { createStores, type Stores } from '../../lib/aws/stores/index.ts';
import { emptyProfile } from '../../lib/customer/apply-event.ts';
import { awsError } from '../aws/aws-error.ts';
import { describeOnDynamoDB, openTestTable } from '../aws/stores/dynamodb-local.ts';
import { aRun } from '../contracts/examples.ts';
import { milepost, milepostJson } from './command-line.ts';

const HOUR = 3_600_000;
const now = Date.now();
const stateMachineArn = 'arn:aws:states:ddblocal:000000000000:stateMachine';
const executionArn = 'arn:aws:states:ddblocal:000000000000:execution';

const sfn = mockClient(SFNClient);
beforeEach(() => sfn.reset());
afterEach(() => vi.unstubAllEnvs());

/** A stage with its table, which the command line reaches by the environment. */
async function aStage(): Promise<{ stage: string; stores: Stores }> {
  const { client, tableName, close } = await openTestTable();
  onTestFinished(close);
  const { protocol, hostname, port } = await (client.config.endpoint?.() ?? Promise.reject());
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `${protocol}//${hostname}:${port}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const stage = tableName.slice('milepost-'.length);
  sfn.on(ListStateMachinesCommand).resolves({
    stateMachines: [`${stage}-welcome`, `${stage}-follow-up`, `${stage}x-welcome`].map((name) => ({
      stateMachineArn: `${stateMachineArn}:${name}`,
      name,
      type: 'STANDARD',
      creationDate: new Date(now),
    })),
  });
  sfn.on(ListExecutionsCommand).resolves({ executions: [] });
  return { stage, stores: createStores(client, tableName, { now: () => now }, async () => 'salt') };
}

type Failing = { customer: string; hoursAgo: number; isNoted?: boolean };

/** Runs of `welcome` that failed in step `guide`; Step Functions knows them. */
async function failing(
  { stage, stores }: Awaited<ReturnType<typeof aStage>>,
  runs: Failing[],
): Promise<string[]> {
  const items = [];
  for (const { customer, hoursAgo, isNoted = true } of runs) {
    const name = runId('welcome', customer, 'event-1');
    const endedAt = now - hoursAgo * HOUR;
    const entry = { at: endedAt - HOUR, seq: 1 };
    await stores.profiles.change(customer, 'import', () => emptyProfile(customer));
    await stores.runs.claim(
      aRun({ id: name, journeyId: 'welcome', customerId: customer, entry, exit: [] }),
      0,
    );
    const arn = `${executionArn}:${stage}-welcome:${name}`;
    const described = {
      executionArn: arn,
      status: 'FAILED',
      error: 'TerminalError',
      cause:
        '{"errorType":"TerminalError","errorMessage":"template \\"welcome/guide\\" is not kept","trace":[]}',
      input: JSON.stringify({ customerId: customer, buckets: {} }),
      stopDate: new Date(endedAt),
    } as const;
    sfn.on(DescribeExecutionCommand, { executionArn: arn }).resolves(described);
    sfn.on(GetExecutionHistoryCommand, { executionArn: arn }).resolves({
      events: [
        { id: 3, type: 'ExecutionFailed', timestamp: described.stopDate },
        {
          id: 2,
          type: 'TaskStateEntered',
          timestamp: described.stopDate,
          stateEnteredEventDetails: { name: 'guide' },
        },
      ],
    });
    sfn.on(RedriveExecutionCommand, { executionArn: arn }).callsFake(async () => {
      sfn
        .on(DescribeExecutionCommand, { executionArn: arn })
        .resolves({ executionArn: arn, status: 'RUNNING', input: described.input, redriveCount: 1 });
      return { redriveDate: new Date(now) };
    });
    const told = { error: described.error, cause: described.cause, failedIn: 'guide', redrives: 0 };
    const execution = { ...told, status: 'failed' as const, output: null, endedAt, variables: {} };
    const ports = { ...stores, clock: { now: () => now } };
    if (isNoted) await closeRun(ports, customer, name, execution);
    const startDate = new Date(entry.at);
    items.push({
      executionArn: arn,
      stateMachineArn: `${stateMachineArn}:${stage}-welcome`,
      name,
      status: described.status,
      startDate,
      stopDate: described.stopDate,
    });
  }
  sfn
    .on(ListExecutionsCommand, {
      stateMachineArn: `${stateMachineArn}:${stage}-welcome`,
      statusFilter: 'FAILED',
    })
    .resolves({ executions: items });
  return items.map(({ name }) => name);
}

describeOnDynamoDB('on a stage', () => {
  test('runs --failed lists the failures of all its journeys, the last one first', async () => {
    const at = await aStage();
    await failing(at, [
      { customer: 'ann', hoursAgo: 5 },
      { customer: 'ben', hoursAgo: 2, isNoted: false },
      { customer: 'cleo', hoursAgo: 50 },
    ]);
    const { stdout, exitCode } = await milepost('runs', '--failed', '--since', 'P1D', '--stage', at.stage);
    expect([...stdout.matchAll(/ (ann|ben|cleo) /g)].map(([, name]) => name)).toEqual(['ben', 'ann']);
    expect(stdout).toMatch(
      /welcome-\w+ +ann +failed +guide +template "welcome\/guide" is not kept \(TerminalError\)$/m,
    );
    expect(exitCode).toBe(0);
    const asked = sfn.commandCalls(ListExecutionsCommand).map(({ args: [{ input }] }) => input);
    expect(new Set(asked.map((input) => input.stateMachineArn?.split(':').at(-1)))).toEqual(
      new Set([`${at.stage}-welcome`, `${at.stage}-follow-up`]),
    );
  });

  test('a run whose execution failed, and that an event ended, is none that failed', async () => {
    const at = await aStage();
    const [id = ''] = await failing(at, [{ customer: 'ann', hoursAgo: 5, isNoted: false }]);
    await at.stores.runs.end('ann', id, { status: 'exited', outcome: 'ordered', at: now, splits: {} });
    const { stdout } = await milepost('runs', '--failed', '--stage', at.stage);
    expect(stdout).toBe('no run failed\n');
  });

  test('runs --customer lists those of one customer', async () => {
    const at = await aStage();
    await failing(at, [
      { customer: 'ann', hoursAgo: 5 },
      { customer: 'ben', hoursAgo: 2 },
    ]);
    const told = await milepostJson('runs', '--customer', 'ann', '--json', '--stage', at.stage);
    expect(told).toMatchObject({ customer: 'ann', status: 'failed', failure: { step: 'guide' } });
    expect(sfn.commandCalls(ListExecutionsCommand)).toHaveLength(0);
  });

  test('runs redrive --failed makes them active, and has Step Functions redrive them', async () => {
    const at = await aStage();
    const [ann = '', ben = ''] = await failing(at, [
      { customer: 'ann', hoursAgo: 5 },
      { customer: 'ben', hoursAgo: 2, isNoted: false },
    ]);
    const { stdout, exitCode } = await milepost('runs', 'redrive', '--failed', '--stage', at.stage);
    expect(stdout).toBe(`${ben}: goes on from step guide\n${ann}: goes on from step guide\n`);
    expect(exitCode).toBe(0);
    expect(await at.stores.runs.get('ann', ann)).toMatchObject({ status: 'active', redriven: { count: 1 } });
    expect(await at.stores.runs.enrolment('ben', 'welcome', '')).toMatchObject({ lastStatus: 'active' });
    expect(sfn.commandCalls(RedriveExecutionCommand)).toHaveLength(2);
  });

  test('a run that Step Functions does not redrive stays as it failed', async () => {
    const at = await aStage();
    const [ann = ''] = await failing(at, [{ customer: 'ann', hoursAgo: 500 }]);
    const before = await at.stores.runs.get('ann', ann);
    const message = 'Execution redrivable period exceeded';
    sfn
      .on(RedriveExecutionCommand, { executionArn: `${executionArn}:${at.stage}-welcome:${ann}` })
      .rejects(awsError('ExecutionNotRedrivable', { message }));
    const { stderr, exitCode } = await milepost('runs', 'redrive', ann, '--stage', at.stage);
    expect(stderr).toBe(`${ann}: not redriven: Step Functions refuses: ${message}\n`);
    expect(exitCode).toBe(1);
    const { redriven: _tried, ...after } = (await at.stores.runs.get('ann', ann)) ?? {};
    expect(after).toEqual(before);
  });

  test('one run that is throttled does not keep the others from going on, and can be redriven again', async () => {
    const at = await aStage();
    const [ann = '', ben = ''] = await failing(at, [
      { customer: 'ann', hoursAgo: 5 },
      { customer: 'ben', hoursAgo: 2 },
    ]);
    const arn = `${executionArn}:${at.stage}-welcome:${ben}`;
    sfn.on(RedriveExecutionCommand, { executionArn: arn }).rejectsOnce(awsError('ExecutionLimitExceeded'));
    const first = await milepost('runs', 'redrive', ben, ann, '--stage', at.stage);
    expect(first.stdout).toBe(`${ann}: goes on from step guide\n`);
    expect(first.stderr).toContain(
      `${ben}: not redriven: run ${ben} could not be redriven: ExecutionLimitExceeded`,
    );
    sfn.on(RedriveExecutionCommand, { executionArn: arn }).resolves({});
    const second = await milepost('runs', 'redrive', ben, '--stage', at.stage);
    expect(second.stdout).toBe(`${ben}: goes on from step guide\n`);
  });

  test('explain tells a customer’s story from the table', async () => {
    const at = await aStage();
    await failing(at, [{ customer: 'ann', hoursAgo: 5 }]);
    const { stdout } = await milepost('explain', 'ann', '--stage', at.stage);
    expect(stdout).toContain('welcome left, failed: in step guide: template "welcome/guide" is not kept');
    expect(stdout).toContain('mend what was wrong, and redrive it: milepost runs redrive welcome-');
    const { stderr } = await milepost('explain', 'zoe', '--stage', at.stage);
    expect(stderr).toBe(`milepost: there is no customer "zoe" in stage "${at.stage}"\n`);
  });

  test('a stage, a journey or a run that is not there is told', async () => {
    const { stage } = await aStage();
    const nowhere = await milepost('runs', '--stage', 'nowhere');
    expect(nowhere.stderr).toBe(
      'milepost: there is no stage "nowhere" here: no table is called milepost-nowhere; is it the right account, and AWS_REGION the right region?\n',
    );
    sfn.on(ListExecutionsCommand).rejects(awsError('StateMachineDoesNotExist'));
    const none = await milepost('runs', '--failed', '--journey', 'wellcome', '--stage', stage);
    expect(none.stderr).toBe(`milepost: stage "${stage}" has no journey "wellcome"\n`);
    const { stderr } = await milepost('runs', 'redrive', 'some-run', '--stage', stage);
    expect(stderr).toContain('some-run: not redriven: stage');
  });
});

test('the AWS SDK is loaded only where a stage is asked for', () => {
  const count = (entry: string) => {
    const script = `
      const loaded = [];
      require('node:module').registerHooks({
        load(url, context, next) { loaded.push(url); return next(url, context); },
      });
      import(${JSON.stringify(pathToFileURL(join('bin', entry)).href)}).then(() =>
        console.log(loaded.filter((url) => url.includes('@aws-sdk')).length));`;
    return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
  };
  expect(count('program.ts')).toBe(0);
  expect(count('runs/of-stage.ts')).toBeGreaterThan(0);
});
