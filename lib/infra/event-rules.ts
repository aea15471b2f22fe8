// What brings events to their queues: the bus those of customers, and Step Functions the ends of executions.

import { Stack } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { machinesArn } from './arns.ts';
import type { JobQueue } from './job-queue.ts';

export type EventRulesProps = {
  stage: string;
  bus: IEventBus;
  events: JobQueue;
  ended: JobQueue;
};

/** Every event has a source; the shop may live in another account than the bus. */
export const everyEvent: EventPattern = { source: Match.prefix('') };

/** How an execution can end, as Step Functions calls it. */
const ENDS = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

export class EventRules extends Construct {
  constructor(scope: Construct, id: string, { stage, bus, events, ended }: EventRulesProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const to = ({ queue, deadLetters }: JobQueue) =>
      new SqsQueue(queue, { deadLetterQueue: deadLetters, retryAttempts: 185 });
    new Rule(this, 'Events', {
      eventBus: bus,
      description: 'Every event on the bus goes to be handled',
      eventPattern: everyEvent,
      targets: [to(events)],
    });
    new Rule(this, 'Ends', {
      description: 'The ends of executions, as Step Functions tells them',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          status: ENDS,
          stateMachineArn: Match.prefix(machinesArn(stack, stage).slice(0, -1)),
        },
      },
      targets: [to(ended)],
    });
  }
}
