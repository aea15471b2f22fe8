// A run that fails in the cloud is noted, listed and explained. Redriven it cannot be here: see gaps.test.ts.

import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import { runId } from '../../functions/events/start-runs.ts';
import { machineArn } from '../../lib/aws/names.ts';
import { emptyProfile } from '../../lib/customer/apply-event.ts';
import { milepost } from '../bin/command-line.ts';
import { aRun } from '../contracts/examples.ts';
import { awsEnvironment } from './deploy.ts';
import { ACCOUNT, REGION } from './emulator.ts';
import { eventually, openStage } from './stage.ts';

afterEach(() => vi.unstubAllEnvs());

describe.skipIf(!inject('cloud'))('a run that fails', () => {
  test('is told with its step and the reason, by the table and by Step Functions', async () => {
    const { stores, now, config, endpoint } = openStage('days');
    const id = runId('listener', 'faye', 'question-1');
    const entry = { at: Math.floor(now()), seq: 1 };
    await stores.profiles.change('faye', 'import', () => emptyProfile('faye'));
    await stores.runs.claim(aRun({ id, journeyId: 'listener', customerId: 'faye', entry, exit: [] }), 0);
    // Nobody told its machine when it entered, without which it cannot listen.
    await new SFNClient(config).send(
      new StartExecutionCommand({
        stateMachineArn: machineArn(
          { partition: 'aws', region: REGION, account: ACCOUNT, stage: 'days' },
          'listener',
        ),
        name: id,
        input: JSON.stringify({ customerId: 'faye', journeyId: 'listener', version: 'none', buckets: {} }),
      }),
    );
    await eventually(
      () => stores.runs.get('faye', id),
      (run) => run?.status === 'failed',
    );

    for (const [name, value] of Object.entries(awsEnvironment(endpoint))) vi.stubEnv(name, value);
    const { stdout } = await milepost('runs', '--failed', '--journey', 'listener', '--stage', 'days');
    expect(stdout).toMatch(new RegExp(`${id} +faye +failed +answer +\\S`));
    const { stdout: story } = await milepost('explain', 'faye', '--stage', 'days');
    expect(story).toContain('listener left, failed: in step answer: ');
    expect(story).toContain(`milepost runs redrive ${id}`);
  });
});
