// The executions of a stage, as Step Functions lists them: of the last ninety days, those that began last first.

import {
  DescribeExecutionCommand,
  type ExecutionListItem,
  type ExecutionStatus,
  paginateListExecutions,
  paginateListStateMachines,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { isObject, type Json } from '../customer/json.ts';
import { executionArn, journeyOfRun, machineArn, type Where } from './names.ts';

const PAGE = 1000;

/** Stopped ones are not among them: a run that `exit` ends is stopped, which is no failure. */
const FAILED: readonly ExecutionStatus[] = ['FAILED', 'TIMED_OUT'];

/** All executions of a journey, or of all journeys, that failed. */
export async function failedExecutions(
  client: SFNClient,
  where: Where,
  journeyId: string | undefined,
): Promise<ExecutionListItem[]> {
  const found: ExecutionListItem[] = [];
  for (const stateMachineArn of await machinesOf(client, where, journeyId)) {
    for (const statusFilter of FAILED) {
      const pages = paginateListExecutions({ client, pageSize: PAGE }, { stateMachineArn, statusFilter });
      for await (const { executions = [] } of pages) found.push(...executions);
    }
  }
  return found;
}

/** The executions of a journey, or of all journeys, that began last: of each journey so many at most. */
export async function latestExecutions(
  client: SFNClient,
  where: Where,
  journeyId: string | undefined,
  atMost: number,
): Promise<ExecutionListItem[]> {
  const found: ExecutionListItem[] = [];
  for (const stateMachineArn of await machinesOf(client, where, journeyId)) {
    const ofMachine: ExecutionListItem[] = [];
    const pages = paginateListExecutions({ client, pageSize: Math.min(atMost, PAGE) }, { stateMachineArn });
    for await (const { executions = [] } of pages) {
      ofMachine.push(...executions);
      if (ofMachine.length >= atMost) break;
    }
    found.push(...ofMachine);
  }
  return found;
}

/** Whose run it is, as its input says; undefined if Step Functions does not know it, or not any more. */
export async function customerOfRun(
  client: SFNClient,
  where: Where,
  runId: string,
): Promise<string | undefined> {
  const journeyId = journeyOfRun(runId);
  if (journeyId === undefined) return undefined;
  try {
    const { input = '{}' } = await client.send(
      new DescribeExecutionCommand({ executionArn: executionArn(where, journeyId, runId) }),
    );
    const given: Json = JSON.parse(input);
    return isObject(given) && typeof given.customerId === 'string' ? given.customerId : undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return undefined;
    throw error;
  }
}

/** No stage's name begins another's, as they have no hyphen. */
async function machinesOf(client: SFNClient, where: Where, journeyId: string | undefined): Promise<string[]> {
  if (journeyId !== undefined) return [machineArn(where, journeyId)];
  const found: string[] = [];
  for await (const { stateMachines = [] } of paginateListStateMachines({ client, pageSize: PAGE }, {})) {
    const ours = stateMachines.filter(({ name }) => name?.startsWith(`${where.stage}-`));
    found.push(...ours.map(({ stateMachineArn = '' }) => stateMachineArn));
  }
  return found;
}
