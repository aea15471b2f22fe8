// The queues that functions put jobs into, on AWS: SQS.

import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Queues } from '../ports.ts';
import { failedCall } from './failed-call.ts';
import { allQueues, type QueueName, queueVariable } from './names.ts';

/** URLs by queue; a function has those of the queues that it may put jobs into. */
export type QueueUrls = { readonly [queue in QueueName]?: string | undefined };

export function createQueues(client: SQSClient, urls: QueueUrls): Queues {
  return {
    async put(queue, job, delay = 0) {
      const QueueUrl = urls[queue];
      if (QueueUrl === undefined) {
        throw new Error(`the URL of the queue "${queue}" is not known here; set ${queueVariable(queue)}`);
      }
      try {
        const later = delay > 0 && { DelaySeconds: Math.ceil(delay / 1000) };
        await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(job), ...later }));
      } catch (error) {
        throw failedCall('sqs', `a job could not be put into the queue "${queue}"`, error);
      }
    },
  };
}

/** The URLs that the environment tells. */
export function queueUrlsOf(environment: Record<string, string | undefined>): QueueUrls {
  return Object.fromEntries(allQueues.map((queue) => [queue, environment[queueVariable(queue)]]));
}
