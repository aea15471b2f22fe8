// The names that machines leave open as `${…}`: functions' ARNs and queues' URLs, filled in where they are deployed.

import type { ChannelName } from '../channels/index.ts';

/** The functions that machines call, each by the name of its substitution. */
export const functionNames = {
  decideStep: 'DecideStepFunction',
  waitForEvent: 'WaitForEventFunction',
  updateProfile: 'UpdateProfileFunction',
  emitEvent: 'EmitEventFunction',
} as const;

export type StepFunction = keyof typeof functionNames;

export function queueUrlName(channel: ChannelName): string {
  return `${channel[0]?.toUpperCase()}${channel.slice(1)}QueueUrl`;
}

export function substitution(name: string): string {
  return `\${${name}}`;
}
