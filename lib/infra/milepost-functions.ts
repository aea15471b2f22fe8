// All functions, and from which queue each takes its work.

import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { functionSpecs } from './functions.ts';
import type { JobQueues } from './job-queues.ts';
import { MilepostFunction, type MilepostFunctionProps } from './milepost-function.ts';
import { type FunctionName, functionNames } from './permissions.ts';

export type MilepostFunctionsProps = Omit<MilepostFunctionProps, 'name' | 'queueUrl'> & { queues: JobQueues };

export class MilepostFunctions extends Construct {
  readonly all: ReadonlyMap<FunctionName, MilepostFunction>;

  constructor(scope: Construct, id: string, { queues, ...props }: MilepostFunctionsProps) {
    super(scope, id);
    const queueUrl = queues.url.bind(queues);
    this.all = new Map(
      functionNames.map((name) => [name, new MilepostFunction(this, name, { ...props, queueUrl, name })]),
    );
    for (const [name, { lambda }] of this.all) {
      const { takesFrom } = functionSpecs[name];
      if (!takesFrom) continue;
      const mapping = new EventSourceMapping(this, `${name}-source`, {
        target: lambda,
        eventSourceArn: queues.of(takesFrom.queue).queue.queueArn,
        batchSize: takesFrom.batch,
        maxConcurrency: takesFrom.concurrency(props.settings),
        reportBatchItemFailures: true,
      });
      // Lambda asks at once whether the function may take from the queue.
      mapping.node.addDependency(lambda);
    }
  }

  of(name: FunctionName): MilepostFunction {
    const found = this.all.get(name);
    if (!found) throw new Error(`there is no function "${name}"`);
    return found;
  }
}
