// What each function may do, and on what: the whole list, and what a test holds the template to. A permission is here
// because a port of the function's use case needs it. None may scan.

import { ERASE_ACTIONS, STORE_ACTIONS } from '../aws/stores/table.ts';
import { type ChannelName, channelNames } from '../journey/channels/index.ts';
import type { QueueName } from './names.ts';

/** What a permission is on. `everything` is for actions that AWS gives no narrower resource. */
export type Target =
  | 'table'
  | 'dueIndex'
  | 'bus'
  | 'machines'
  | 'executions'
  | 'identities'
  | 'configurationSets'
  | 'pushEndpoints'
  | 'writeKey'
  | 'webhookSecret'
  | 'linkKeys'
  | 'tombstoneSalt'
  | 'topicsAndEndpoints'
  | 'everything'
  | { queue: QueueName };

export type Permission = {
  effect?: 'deny';
  actions: readonly string[];
  on: readonly Target[];
  /** Only with the deployment's own sender as the From address. */
  ownSender?: true;
};

/** Transactions are allowed by the actions that they are made of. */
const store: Permission = { actions: STORE_ACTIONS, on: ['table'] };

/** The index by time: of what is due, of the runs that seem active, and of messages of which nobody knows. */
const seeByTime: Permission = { actions: ['dynamodb:Query'], on: ['dueIndex'] };

const putEvents: Permission = { actions: ['events:PutEvents'], on: ['bus'] };

const answerTokens: Permission = {
  actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
  on: ['machines'],
};

const seeExecutions: Permission = {
  actions: ['states:DescribeExecution', 'states:GetExecutionHistory'],
  on: ['executions'],
};

const take = (queue: QueueName): Permission => ({
  actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  on: [{ queue }],
});

const put = (...queues: QueueName[]): Permission => ({
  actions: ['sqs:SendMessage'],
  on: queues.map((queue) => ({ queue })),
});

/** A message that goes out on another channel is passed on to its queue. */
const putOthers = (channel: ChannelName): Permission =>
  put(...channelNames.filter((name) => name !== channel));

const readSecret = (secret: 'writeKey' | 'webhookSecret' | 'linkKeys' | 'tombstoneSalt'): Permission => ({
  actions: ['secretsmanager:GetSecretValue'],
  on: [secret],
});

/** Who makes customers known asks whether they were erased. */
const knowTheErased = readSecret('tombstoneSalt');

const stopExecutions: Permission = { actions: ['states:StopExecution'], on: ['executions'] };

/** Segments of the trace of an invocation: X-Ray has no resources. */
const trace: Permission = {
  actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  on: ['everything'],
};

export const permissions = {
  'take-events': [putEvents, readSecret('writeKey')],
  'handle-events': [
    take('events'),
    store,
    putEvents,
    { actions: ['states:StartExecution'], on: ['machines'] },
    stopExecutions,
    seeExecutions,
    answerTokens,
    knowTheErased,
  ],
  'decide-step': [store],
  'wait-for-event': [store, seeExecutions, answerTokens],
  'update-profile': [store, putEvents, knowTheErased],
  'emit-event': [store, putEvents],
  'send-email': [
    take('email'),
    store,
    putOthers('email'),
    answerTokens,
    readSecret('linkKeys'),
    { actions: ['ses:SendRawEmail'], on: ['identities', 'configurationSets'], ownSender: true },
  ],
  'send-sms': [
    take('sms'),
    store,
    putOthers('sms'),
    answerTokens,
    readSecret('linkKeys'),
    // A phone number is no resource; whatever is one is denied.
    { actions: ['sns:Publish', 'sns:CheckIfPhoneNumberIsOptedOut'], on: ['everything'] },
    { effect: 'deny', actions: ['sns:Publish'], on: ['topicsAndEndpoints'] },
  ],
  'send-push': [
    take('push'),
    store,
    putOthers('push'),
    answerTokens,
    readSecret('linkKeys'),
    { actions: ['sns:Publish'], on: ['pushEndpoints'] },
  ],
  'send-inbox': [take('inbox'), store, putOthers('inbox'), answerTokens, readSecret('linkKeys')],
  'call-webhook': [take('webhook'), store, answerTokens, readSecret('webhookSecret')],
  'end-run': [take('ended'), store, seeExecutions],
  'take-feedback': [take('feedback'), putEvents],
  'handle-due': [take('due'), store, put('due'), putEvents],
  'sweep-due': [store, seeByTime, put('due')],
  'sweep-runs': [store, seeByTime, { actions: ['states:ListExecutions'], on: ['machines'] }, seeExecutions],
  'deploy-catalog': [store, put('due')],
  'serve-customers': [
    store,
    seeByTime,
    put('erasures', ...channelNames),
    // What customers say on their pages becomes events.
    putEvents,
    readSecret('writeKey'),
    readSecret('linkKeys'),
    knowTheErased,
  ],
  'erase-customer': [
    take('erasures'),
    store,
    { actions: ERASE_ACTIONS, on: ['table'] },
    put('erasures'),
    stopExecutions,
    knowTheErased,
  ],
} as const satisfies Record<string, readonly Permission[]>;

export type FunctionName = keyof typeof permissions;

export const functionNames = Object.keys(permissions).filter(isFunctionName);

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(permissions, name);
}

/** All that a function may do: its own list, and to be traced. Its log group is its own too. */
export function permissionsOf(name: FunctionName): readonly Permission[] {
  return [...permissions[name], trace];
}

/** The actions that have no narrower resource than `*`, and why. */
export const withoutResource: Readonly<Record<string, string>> = {
  'xray:PutTraceSegments': 'X-Ray has no resources for segments; the action can write only, and only traces',
  'xray:PutTelemetryRecords': 'X-Ray has no resources for telemetry; the action can write only',
  'sns:Publish': 'a phone number is no resource; a statement beside it denies topics and endpoints',
  'sns:CheckIfPhoneNumberIsOptedOut': 'the action knows no resource; it reads one flag of one number',
};
