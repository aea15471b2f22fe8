// A run that fails in the cloud is noted, listed and explained. Redriven it cannot be here: see gaps.test.ts.

import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import { keyOf } from '../../lib/aws/stores/keys.ts';
import { names } from '../../lib/infra/names.ts';
import { bundleHash, parseBundle } from '../../lib/journey/templates/bundle.ts';
import { milepost } from '../bin/command-line.ts';
import { awsEnvironment } from './deploy.ts';
import { eventually, openStage } from './stage.ts';
import { filesOf } from './workflows.ts';

afterEach(() => vi.unstubAllEnvs());

// On the stage that no other test deploys again: that would bring the template back.
describe.skipIf(!inject('cloud'))('a run that fails', () => {
  test('is told with its step and the reason, by the table and by Step Functions', async () => {
    const { put, stores, config, endpoint } = openStage('hours');
    const hash = bundleHash(parseBundle('t/shards', filesOf('shards')));
    const kept = {
      TableName: names.table('hours'),
      Key: marshall({ pk: keyOf('template', hash), sk: 'bundle' }),
    };
    const { Attributes } = await new DynamoDBClient(config).send(
      new DeleteItemCommand({ ...kept, ReturnValues: 'ALL_OLD' }),
    );
    expect(Attributes).toBeDefined();

    await put([{ type: 'glass.dropped', customerId: 'faye' }]);
    const [run] = await eventually(
      () => stores.runs.of('faye'),
      ([one]) => one?.status === 'failed',
    );

    for (const [name, value] of Object.entries(awsEnvironment(endpoint))) vi.stubEnv(name, value);
    const { stdout } = await milepost('runs', '--failed', '--journey', 'fragile', '--stage', 'hours');
    const why = `template "t/shards" \\(${hash}\\) is not kept \\(TerminalError\\)`;
    expect(stdout).toMatch(new RegExp(`${run?.id} +faye +failed +shards +${why}`));
    const { stdout: story } = await milepost('explain', 'faye', '--stage', 'hours');
    expect(story).toMatch(new RegExp(`fragile left, failed: in step shards: ${why}`));
    expect(story).toContain(`mend what was wrong, and redrive it: milepost runs redrive ${run?.id}`);
  });
});
