// How things are called on AWS, derived from stage and journey, so that nothing has to be looked up. Pure.

import { queueNames } from '../journey/compile/substitutions.ts';

/** Where a deployment lives. */
export type Where = { partition: string; region: string; account: string; stage: string };

/** All queues of a deployment: those that machines put jobs into, and those of what sets things going. */
export const allQueues = [...queueNames, 'events', 'due', 'erasures'] as const;

export type QueueName = (typeof allQueues)[number];

/** The longest name that Step Functions takes, of machines and executions. */
const LONGEST_NAME = 80;

/** A run is called by its journey and a digest: see `runId`. */
const RUN_ID = /^(.+)-[0-9a-f]{32}$/;

/** The name of a journey's machine. Throws if it is too long for Step Functions. */
export function machineName(stage: string, journeyId: string): string {
  const name = `${stage}-${journeyId}`;
  if (name.length <= LONGEST_NAME) return name;
  throw new Error(
    `the machine of journey "${journeyId}" would be called "${name}", which is ${name.length} characters long; ` +
      `Step Functions takes ${LONGEST_NAME}: shorten the stage or the journey's id`,
  );
}

export function machineArn(where: Where, journeyId: string): string {
  return `${arn(where)}:stateMachine:${machineName(where.stage, journeyId)}`;
}

export function executionArn(where: Where, journeyId: string, name: string): string {
  return `${arn(where)}:execution:${machineName(where.stage, journeyId)}:${name}`;
}

/** The journey that a run belongs to, by the run's id; undefined if it is no run's id. */
export function journeyOfRun(runId: string): string | undefined {
  return RUN_ID.exec(runId)?.[1];
}

/** The journey whose machine an execution runs, by the execution's ARN; undefined if it is not that of a run. */
export function journeyOfExecution(executionArn: string): string | undefined {
  return journeyOfRun(executionArn.split(':').at(-1) ?? '');
}

/** The environment variable that holds a queue's URL. */
export function queueVariable(queue: QueueName): string {
  return `MILEPOST_QUEUE_${queue.toUpperCase()}`;
}

function arn({ partition, region, account }: Where): string {
  return `arn:${partition}:states:${region}:${account}`;
}
