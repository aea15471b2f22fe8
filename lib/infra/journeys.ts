// A state machine for each journey of the catalog. Functions and queues are named by formatted ARNs and URLs, so a
// machine waits for nothing that could wait for it.

import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { machineName } from '../aws/names.ts';
import type { Catalog } from '../journey/catalog.ts';
import { functionNames, queueNames, queueUrlName } from '../journey/compile/substitutions.ts';
import { functionArn, queueArn } from './arns.ts';
import type { JobQueues } from './job-queues.ts';
import { definitionsOf } from './machine-definitions.ts';
import { acknowledge } from './nag.ts';
import type { FunctionName } from './permissions.ts';

/** The function behind each name that machines leave open. */
const called: readonly (readonly [string, FunctionName])[] = [
  [functionNames.decideStep, 'decide-step'],
  [functionNames.waitForEvent, 'wait-for-event'],
  [functionNames.updateProfile, 'update-profile'],
  [functionNames.emitEvent, 'emit-event'],
];

export type JourneysProps = {
  stage: string;
  catalog: Catalog;
  queues: JobQueues;
  /** Where files of the deployment may be written before they are uploaded. */
  folder: string;
};

export class Journeys extends Construct {
  constructor(scope: Construct, id: string, { stage, catalog, queues, folder }: JourneysProps) {
    super(scope, id);
    const role = this.#role(stage);
    const arns = called.map(([open, name]) => [open, functionArn(Stack.of(this), stage, name)] as const);
    const urls = queueNames.map((queue) => [queueUrlName(queue), queues.url(queue)] as const);
    const definitions = definitionsOf(this, catalog, folder);
    for (const journeyId of catalog.journeys.keys()) {
      const machine = new CfnStateMachine(this, journeyId, {
        stateMachineName: machineName(stage, journeyId),
        stateMachineType: 'STANDARD',
        roleArn: role.roleArn,
        ...definitions(journeyId),
        definitionSubstitutions: Object.fromEntries([...arns, ...urls]),
      });
      machine.node.addDependency(role);
      acknowledge(machine, {
        'AwsSolutions-SF1':
          'A log of every state would be a second copy of customers’ data. Standard executions keep their history for 90 days, each decision is kept with its reason in the table, and a failed execution raises an alarm',
        'AwsSolutions-SF2':
          'A run sleeps for days between its steps, longer than a trace lasts; each function that it calls is traced, and its log names the run',
      });
    }
  }

  /** All machines call the same functions and fill the same queues. */
  #role(stage: string): Role {
    const stack = Stack.of(this);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: called.map(([, name]) => functionArn(stack, stage, name)),
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: queueNames.map((queue) => queueArn(stack, stage, queue)),
      }),
    );
    return role;
  }
}
