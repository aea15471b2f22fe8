// A queue of jobs with its dead letters: where a job goes after so many attempts, and waits for somebody to look at it.

import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { names, type QueueName } from './names.ts';

/** More than the twelve attempts after which a sender gives a message up by itself. */
export const MAX_RECEIVES = 15;

/** The longest that SQS keeps a job. */
const RETENTION = Duration.days(14);

/** While a function has a job, nobody else sees it: for six times its time-out, as Lambda asks of its sources. */
const VISIBILITY_FACTOR = 6;

export type JobQueueProps = {
  stage: string;
  queue: QueueName;
  /** The time-out of the function that takes from it. */
  timeout: Duration;
};

export class JobQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { stage, queue, timeout }: JobQueueProps) {
    super(scope, id);
    const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: RETENTION };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...common,
      queueName: names.deadLetters(stage, queue),
    });
    this.queue = new Queue(this, 'Jobs', {
      ...common,
      queueName: names.queue(stage, queue),
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * VISIBILITY_FACTOR),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
  }
}
