// What the emulator lacks, asked of it as it is. A test that fails here is good news: the gap is closed, and what makes up
// for it in emulator.ts, emulator.py or door.ts can go.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ACCOUNT, type Emulator, REGION, startEmulator } from './emulator.ts';
import { eventually } from './stage.ts';

describe.skipIf(!inject('cloud'))('the emulator still has', () => {
  let emulator: Emulator;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'milepost-gaps-'));
    emulator = await startEmulator(join(folder, 'emulator.log'), { asItIs: true });
  });
  afterAll(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true });
  });

  /** A call in the form that the older services of AWS take. */
  async function call(fields: Record<string, string>): Promise<string> {
    const answer = await fetch(emulator.endpoint, { method: 'POST', body: new URLSearchParams(fields) });
    return answer.text();
  }

  const stepFunctions = () =>
    new SFNClient({
      endpoint: emulator.endpoint,
      region: REGION,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });

  /** How an execution of a machine of one state ends. */
  async function execute(state: object) {
    const sfn = stepFunctions();
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'only', States: { only: state } });
    const { stateMachineArn } = await sfn.send(
      new CreateStateMachineCommand({
        name: `gap-${Math.random().toString(36).slice(2)}`,
        definition,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/any`,
      }),
    );
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: '{}' }));
    return eventually(
      () => sfn.send(new DescribeExecutionCommand({ executionArn })),
      ({ status }) => status !== 'RUNNING',
      15,
    );
  }

  test('no archives of events', async () => {
    const template = {
      Resources: {
        Archive: {
          Type: 'AWS::Events::Archive',
          Properties: { SourceArn: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default` },
        },
      },
    };
    const answer = await call({
      Action: 'CreateStack',
      StackName: 'gap',
      TemplateBody: JSON.stringify(template),
      Version: '2010-05-15',
    });
    expect(answer).toContain('Unrecognized resource types');
  });

  test('punctuation in secrets that are to be made without', async () => {
    const Properties = {
      Name: 'gap',
      GenerateSecretString: { PasswordLength: 400, ExcludePunctuation: true },
    };
    const template = { Resources: { Secret: { Type: 'AWS::SecretsManager::Secret', Properties } } };
    await call({
      Action: 'CreateStack',
      StackName: 'gap-secret',
      TemplateBody: JSON.stringify(template),
      Version: '2010-05-15',
    });
    const secrets = new SecretsManagerClient({
      endpoint: emulator.endpoint,
      region: REGION,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { SecretString = '' } = await eventually(
      () => secrets.send(new GetSecretValueCommand({ SecretId: 'gap' })).catch(() => ({ SecretString: '' })),
      ({ SecretString: text }) => text !== '',
      15,
    );
    expect(SecretString).toMatch(/[^A-Za-z0-9]/);
  });

  test('no answer to whether a phone number has opted out', async () => {
    const answer = await call({
      Action: 'CheckIfPhoneNumberIsOptedOut',
      phoneNumber: '+447700900123',
      Version: '2010-03-31',
    });
    expect(answer).toContain('InvalidAction');
  });

  test('no output of a Succeed', async () => {
    const { output } = await execute({ Type: 'Succeed', Output: { exited: 'early' } });
    expect(output).toBe('{}');
  });

  // So what a redrive does to a deployed run is tried in no emulator: the embedded engine, and the tests of
  // test/bin/runs-of-stage.test.ts, stand for it.
  test('no redrive of an execution', async () => {
    const { executionArn } = await execute({ Type: 'Fail', Error: 'Boom' });
    const redrive = stepFunctions().send(new RedriveExecutionCommand({ executionArn }));
    await expect(redrive).rejects.toThrow('Unknown action: RedriveExecution');
  });

  test('no time-out that is an expression', async () => {
    const { error } = await execute({
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Arguments: { QueueUrl: `${emulator.endpoint}/${ACCOUNT}/none`, MessageBody: 'hello' },
      TimeoutSeconds: '{% 1 + 1 %}',
      End: true,
    });
    expect(error).not.toBe('States.Timeout');
  });
});
