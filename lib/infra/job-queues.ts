// All queues of the engine, each waiting as long as its function may take.

import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { functionSpecs } from './functions.ts';
import { JobQueue } from './job-queue.ts';
import { type QueueName, queueNames } from './names.ts';
import { functionNames } from './permissions.ts';

export class JobQueues extends Construct {
  readonly all: ReadonlyMap<QueueName, JobQueue>;

  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id);
    this.all = new Map(
      queueNames.map((queue) => {
        const timeout = Duration.seconds(timeoutOf(queue));
        return [queue, new JobQueue(this, queue, { stage, queue, timeout })];
      }),
    );
  }

  of(queue: QueueName): JobQueue {
    const found = this.all.get(queue);
    if (!found) throw new Error(`there is no queue "${queue}"`);
    return found;
  }

  url(queue: QueueName): string {
    return this.of(queue).queue.queueUrl;
  }
}

/** The time-out (s) of the function that takes from a queue. */
function timeoutOf(queue: QueueName): number {
  const specs = functionNames.map((name) => functionSpecs[name]);
  const taker = specs.find(({ takesFrom }) => takesFrom?.queue === queue);
  if (!taker) throw new Error(`no function takes from the queue "${queue}"; see lib/infra/functions.ts`);
  return taker.timeout;
}
