// The machines and the queues of all journeys, as one CloudFormation stack. The functions that the machines
// call are parameters of the stack: whoever deploys them names them.

import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Catalog } from '../journey/catalog.ts';
import { functionNames, queueNames, queueUrlName } from '../journey/compile/substitutions.ts';

export type JourneysProps = StackProps & {
  catalog: Catalog /** For example `prod`; begins the machines' names. */;
  stage: string;
};

export class JourneysStack extends Stack {
  constructor(scope: Construct, id: string, props: JourneysProps) {
    super(scope, id, props);
    const functions = Object.values(functionNames).map((name) => {
      const description = `The ARN of the function that machines call as ${name}`;
      return [name, new CfnParameter(this, name, { type: 'String', description }).valueAsString] as const;
    });
    const queues = queueNames.map((name) => {
      const queue = new Queue(this, `${name}-queue`, {
        encryption: QueueEncryption.SQS_MANAGED,
        enforceSSL: true,
      });
      return { name: queueUrlName(name), queue };
    });
    for (const { journey, machine } of props.catalog.journeys.values()) {
      const made = new StateMachine(this, journey.id, {
        stateMachineName: `${props.stage}-${journey.id}`,
        definitionBody: DefinitionBody.fromString(JSON.stringify(machine)),
        definitionSubstitutions: Object.fromEntries([
          ...functions,
          ...queues.map(({ name, queue }) => [name, queue.queueUrl] as const),
        ]),
      });
      for (const { queue } of queues) queue.grantSendMessages(made);
      const resources = functions.map(([, arn]) => arn);
      made.addToRolePolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources }));
    }
  }
}
