// A stage on AWS, as an operator's machine reaches it: with the credentials that the AWS SDK finds there. Loaded only by
// commands that are told a stage, since the SDK takes its time to load.

import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createBus } from '../lib/aws/bus.ts';
import { createClock, timeScaleOf } from '../lib/aws/clock.ts';
import type { Where } from '../lib/aws/names.ts';
import { createRunner } from '../lib/aws/runner.ts';
import { createStoreClient } from '../lib/aws/stores/client.ts';
import { createStores } from '../lib/aws/stores/index.ts';
import { names } from '../lib/infra/names.ts';
import { UsersMistake } from './users-mistake.ts';

export type Stage = Awaited<ReturnType<typeof connectStage>>;

/** Throws `UsersMistake` where there is no such stage, or AWS cannot be asked. */
export async function connectStage(stage: string) {
  const dynamo = createStoreClient();
  const tableName = names.table(stage);
  let where: Where;
  try {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: tableName }));
    where = whereOf(Table?.TableArn ?? '', stage);
  } catch (error) {
    throw mistakeOf(error, stage, tableName);
  }
  const timeScale = timeScaleOf(process.env);
  const clock = createClock(timeScale.factor, timeScale.epoch);
  const sfn = new SFNClient({});
  const ports = {
    clock,
    ...createStores(dynamo, tableName, clock),
    runner: createRunner(sfn, where, timeScale),
    bus: createBus(new EventBridgeClient({}), names.bus(stage)),
  };
  return { where, sfn, ports, timeScale };
}

/** arn:aws:dynamodb:eu-central-1:111122223333:table/milepost-prod */
function whereOf(tableArn: string, stage: string): Where {
  const [, partition, , region, account] = tableArn.split(':');
  if (partition && region && account) return { partition, region, account, stage };
  throw new Error(`"${tableArn}" is no ARN of a table`);
}

function mistakeOf(error: unknown, stage: string, tableName: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'ResourceNotFoundException') {
    return new UsersMistake(
      `there is no stage "${stage}" here: no table is called ${tableName}; is it the right account, and AWS_REGION the right region?`,
    );
  }
  return new UsersMistake(
    `stage "${stage}" could not be asked: ${error.message} (${error.name}); see AWS_PROFILE, AWS_REGION and what the credentials may do`,
  );
}
