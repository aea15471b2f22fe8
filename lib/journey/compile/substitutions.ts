// The names that machines leave open as `${…}`: functions' ARNs and queues' URLs, filled in where they are deployed.

import { type ChannelName, channelNames } from '../channels/index.ts';

/** The functions that machines call, each by the name of its substitution. */
export const functionNames = {
  decideStep: 'DecideStepFunction',
  waitForEvent: 'WaitForEventFunction',
  updateProfile: 'UpdateProfileFunction',
  emitEvent: 'EmitEventFunction',
} as const;

export type StepFunction = keyof typeof functionNames;

/** The queues that machines put jobs into: one a channel, and one for webhooks. */
export const queueNames = [...channelNames, 'webhook'] as const;

export type QueueName = ChannelName | 'webhook';

export function queueUrlName(queue: QueueName): string {
  return `${queue[0]?.toUpperCase()}${queue.slice(1)}QueueUrl`;
}

export function substitution(name: string): string {
  return `\${${name}}`;
}
