// The ARNs of a stage's parts, formatted from their names.

import { ArnFormat, type Stack } from 'aws-cdk-lib';
import { TABLE } from '../aws/stores/table.ts';
import { names, type QueueName } from './names.ts';
import type { FunctionName, Target } from './permissions.ts';

/** What is known of secrets only once they are made. */
export type SecretArns = {
  writeKeyArn: string;
  webhookSecretArn: string;
  linkKeysArn: string;
  tombstoneSaltArn: string;
};

const [DUE_INDEX] = TABLE.indexes;

export function functionArn(stack: Stack, stage: string, name: FunctionName): string {
  return stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: names.function(stage, name),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

export function busArn(stack: Stack, stage: string): string {
  return stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: names.bus(stage) });
}

export function queueArn(stack: Stack, stage: string, queue: QueueName): string {
  return stack.formatArn({ service: 'sqs', resource: names.queue(stage, queue) });
}

/** All machines of the stage, also those of journeys that were taken away while customers are in them. */
export function machinesArn(stack: Stack, stage: string): string {
  return states(stack, 'stateMachine', `${stage}-*`);
}

function states(stack: Stack, resource: string, resourceName: string): string {
  return stack.formatArn({
    service: 'states',
    resource,
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** The resource that a permission is on. */
export function targetArn(stack: Stack, stage: string, target: Target, secrets: SecretArns): string {
  const table = (rest: string) =>
    stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: names.table(stage) + rest });
  const ses = (resource: string) => stack.formatArn({ service: 'ses', resource, resourceName: '*' });
  if (typeof target === 'object') return queueArn(stack, stage, target.queue);
  switch (target) {
    case 'table':
      return table('');
    case 'dueIndex':
      return table(`/index/${DUE_INDEX.name}`);
    case 'bus':
      return busArn(stack, stage);
    case 'machines':
      return machinesArn(stack, stage);
    case 'executions':
      return states(stack, 'execution', `${stage}-*:*`);
    // SES asks for a permission on the recipient's identity too, where that is one of the account's.
    case 'identities':
      return ses('identity');
    case 'configurationSets':
      return ses('configuration-set');
    case 'pushEndpoints':
      return stack.formatArn({ service: 'sns', resource: 'endpoint', resourceName: '*' });
    case 'topicsAndEndpoints':
      return stack.formatArn({ service: 'sns', region: '*', account: '*', resource: '*' });
    case 'writeKey':
      return secrets.writeKeyArn;
    case 'webhookSecret':
      return secrets.webhookSecretArn;
    case 'linkKeys':
      return secrets.linkKeysArn;
    case 'tombstoneSalt':
      return secrets.tombstoneSaltArn;
    case 'everything':
      return '*';
  }
}
