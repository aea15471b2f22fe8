// Which service a Task's Resource names, and what its Arguments may hold.

import { isObject, type Json } from '../../../customer/json.ts';
import type { Resource, Service } from '../machine.ts';
import { services } from '../machine.ts';
import { isExpression } from './template.ts';

// A partition, region or account may be left to a deployment's ${…} substitution, and so may a whole function ARN.
const PART = String.raw`(?:\$\{[^}]+\}|[A-Za-z0-9-]*)`;
const INTEGRATION = new RegExp(`^arn:${PART}:states:${PART}:${PART}:(.+)$`);
const FUNCTION = new RegExp(
  String.raw`^(?:\$\{[^}]+\}|arn:${PART}:lambda:${PART}:${PART}:function:(?:\$\{[^}]+\}|[A-Za-z0-9_$:-])+)$`,
);

const SERVICES: ReadonlySet<string> = new Set(services);

type Fields = { readonly required: readonly string[]; readonly optional: readonly string[] };

const FIELDS: Readonly<Record<'lambda' | 'sqs', Fields>> = {
  lambda: {
    required: ['FunctionName'],
    optional: ['Payload', 'ClientContext', 'InvocationType', 'LogType', 'Qualifier'],
  },
  sqs: {
    required: ['QueueUrl', 'MessageBody'],
    optional: [
      'DelaySeconds',
      'MessageAttributes',
      'MessageDeduplicationId',
      'MessageGroupId',
      'MessageSystemAttributes',
    ],
  },
};

/** The resource of an ARN; undefined if this runtime has no such service. */
export function readResource(arn: string): Resource | undefined {
  if (FUNCTION.test(arn)) return { service: 'lambda', arn, waitsForToken: false };
  const service = INTEGRATION.exec(arn)?.[1];
  if (!isService(service)) return undefined;
  return { service, arn, waitsForToken: service.endsWith('.waitForTaskToken') };
}

function isService(name: string | undefined): name is Service {
  return name !== undefined && name !== 'lambda' && SERVICES.has(name);
}

/** What is wrong with the Arguments of a service, in words; an expression is looked at when it is evaluated. */
export function wrongArguments(service: Service, value: Json | undefined): string[] {
  if (service === 'lambda' || value === undefined || isExpression(value)) return [];
  const { required, optional } = service.startsWith('sqs') ? FIELDS.sqs : FIELDS.lambda;
  if (!isObject(value)) return [`the Arguments of ${service} must be an object`];
  return [
    ...required
      .filter((name) => value[name] === undefined)
      .map((name) => `the field "${name}" is required but was missing`),
    ...Object.keys(value)
      .filter((name) => !required.includes(name) && !optional.includes(name))
      .map((name) => `"${name}" is no argument of ${service}`),
  ];
}
