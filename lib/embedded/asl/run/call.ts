// A task's call, as a value: the driver makes it, in this process or another.

import type { Json } from '../../../customer/json.ts';
import type { Service } from '../machine.ts';

export type Call =
  | {
      /** A Lambda function by its ARN: its answer is the task's result. */
      readonly service: 'lambda';
      readonly functionName: string;
      readonly payload: Json;
    }
  | {
      /** A Lambda function through the service: the result is {Payload, StatusCode, ExecutedVersion}; with a token, what it is answered with. */
      readonly service: 'lambda:invoke' | 'lambda:invoke.waitForTaskToken';
      readonly functionName: string;
      readonly payload: Json;
      readonly token?: string;
    }
  | {
      /** A message to a queue: the result is {MessageId, MD5OfMessageBody}; with a token, what it is answered with. */
      readonly service: 'sqs:sendMessage' | 'sqs:sendMessage.waitForTaskToken';
      readonly queueUrl: string;
      /** A string is sent as it is, anything else as JSON. */
      readonly body: Json;
      readonly delaySeconds: number;
      readonly token?: string;
    };

/** A call of a service with evaluated arguments, or what is wrong with them, in words. */
export function makeCall(
  service: Service,
  arn: string,
  values: Json,
  token: string | undefined,
): Call | string {
  if (service === 'lambda') return { service, functionName: arn, payload: values };
  const fields = typeof values === 'object' && values !== null && !Array.isArray(values) ? values : {};
  const answered = token === undefined ? {} : { token };
  if (service === 'lambda:invoke' || service === 'lambda:invoke.waitForTaskToken') {
    const { FunctionName: functionName, Payload: payload = {} } = fields;
    if (typeof functionName !== 'string') return missing('FunctionName');
    return { service, functionName, payload, ...answered };
  }
  const { QueueUrl: queueUrl, MessageBody: body, DelaySeconds: delaySeconds = 0 } = fields;
  if (typeof queueUrl !== 'string') return missing('QueueUrl');
  if (body === undefined) return missing('MessageBody');
  return {
    service,
    queueUrl,
    body,
    delaySeconds: typeof delaySeconds === 'number' ? delaySeconds : 0,
    ...answered,
  };
}

function missing(field: string): string {
  return `The field '${field}' is required but was missing`;
}
