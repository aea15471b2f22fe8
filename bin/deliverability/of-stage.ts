// The stores of a stage on AWS, with the credentials that the AWS SDK finds. Loaded only when a stage is named.

import { createStoreClient } from '../../lib/aws/stores/client.ts';
import { createStores } from '../../lib/aws/stores/index.ts';
import { realClock } from '../../lib/embedded/clock.ts';
import { names } from '../../lib/infra/names.ts';
import { UsersMistake } from '../users-mistake.ts';
import type { Kept } from './kept.ts';

/** Throws `UsersMistake` where there is no such stage, or AWS cannot be asked. */
export async function storesOfStage(stage: string): Promise<Kept> {
  const client = createStoreClient();
  const tableName = names.table(stage);
  const { suppressions, rates, pauses } = createStores(client, tableName, realClock);
  try {
    await pauses.all();
  } catch (error) {
    throw mistakeOf(error, stage, tableName);
  }
  return { clock: realClock, suppressions, rates, pauses, close: async () => client.destroy() };
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
