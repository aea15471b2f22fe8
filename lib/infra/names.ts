// What everything is called: derived from the stage, so that each part can name the others by a formatted ARN, and no
// resource has to wait for another's.

import { queueNames as machineQueues } from '../journey/compile/substitutions.ts';

/** The queues that functions take from: what events, the clock and providers bring, and what machines put into. */
export const queueNames = ['events', 'due', 'ended', 'feedback', 'erasures', ...machineQueues] as const;

export type QueueName = (typeof queueNames)[number];

export const names = {
  table: (stage: string) => `milepost-${stage}`,
  bus: (stage: string) => `milepost-${stage}`,
  queue: (stage: string, queue: QueueName) => `milepost-${stage}-${queue}`,
  deadLetters: (stage: string, queue: QueueName) => `milepost-${stage}-${queue}-dead`,
  function: (stage: string, name: string) => `milepost-${stage}-${name}`,
  /** Of SES. The tracked one tells of openings and clicks, too. */
  configurationSet: (stage: string) => `milepost-${stage}`,
  trackedSet: (stage: string) => `milepost-${stage}-tracked`,
  logs: (stage: string, name: string) => `/milepost/${stage}/${name}`,
} as const;
