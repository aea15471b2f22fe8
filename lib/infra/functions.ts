// What each function is given besides its permissions: time, memory, the queue that it takes from, and the files that
// come with its code.

import { concurrencyFor } from './concurrency.ts';
import type { QueueName } from './names.ts';
import type { FunctionName } from './permissions.ts';
import type { Settings } from './settings.ts';

/** Files of the deployment's data beside the code. */
export type DataFile = 'catalog.json' | 'templates.json';

export type FunctionSpec = {
  /** In seconds. */
  timeout: number;
  /** In MB; the share of a processor goes with it. */
  memory: number;
  /** How many jobs it is given at once, and how many of it take jobs side by side. */
  takesFrom?: { queue: QueueName; batch: number; concurrency: (settings: Settings) => number };
  files: readonly DataFile[];
};

const CATALOG = ['catalog.json'] as const;

/** Machines call it, and wait for its answer. */
const step: FunctionSpec = { timeout: 15, memory: 512, files: CATALOG };

/**
 * One message at a time, and longer than its provider may take to answer (lib/aws/senders/send-once.ts): whoever is cut
 * off in the middle leaves a message of which nobody knows.
 */
const sender = (queue: QueueName, concurrency: (settings: Settings) => number): FunctionSpec => ({
  timeout: 30,
  memory: 512,
  takesFrom: { queue, batch: 1, concurrency },
  files: CATALOG,
});

/** No provider bounds it; the table takes more than so many write at once. */
const INBOX_CONCURRENCY = 20;

export const functionSpecs: Readonly<Record<FunctionName, FunctionSpec>> = {
  'take-events': { timeout: 29, memory: 512, files: CATALOG },
  'handle-events': {
    timeout: 30,
    memory: 1024,
    takesFrom: { queue: 'events', batch: 10, concurrency: (settings) => settings.eventConcurrency },
    files: CATALOG,
  },
  'decide-step': step,
  'wait-for-event': step,
  'update-profile': step,
  'emit-event': step,
  'send-email': sender('email', ({ emailRate }) => concurrencyFor(emailRate)),
  'send-sms': sender('sms', ({ smsRate }) => concurrencyFor(smsRate)),
  'send-push': sender('push', ({ pushRate }) => concurrencyFor(pushRate)),
  'send-inbox': sender('inbox', () => INBOX_CONCURRENCY),
  'call-webhook': sender('webhook', ({ webhookRate }) => concurrencyFor(webhookRate)),
  'end-run': {
    timeout: 30,
    memory: 512,
    takesFrom: { queue: 'ended', batch: 10, concurrency: () => 20 },
    files: [],
  },
  'take-feedback': {
    timeout: 30,
    memory: 512,
    takesFrom: { queue: 'feedback', batch: 10, concurrency: () => 20 },
    files: [],
  },
  'handle-due': {
    // A page of a pass is a hundred customers.
    timeout: 120,
    memory: 1024,
    takesFrom: { queue: 'due', batch: 10, concurrency: () => 20 },
    files: CATALOG,
  },
  // A sweep must be over when the next begins.
  'sweep-due': { timeout: 55, memory: 512, files: [] },
  // As long as Lambda lets it, and enough for the names of a million running executions.
  'sweep-runs': { timeout: 900, memory: 1024, files: [] },
  'serve-customers': { timeout: 29, memory: 512, files: CATALOG },
  'erase-customer': {
    // A customer of ten years is ten thousand items, removed in batches of 25.
    timeout: 120,
    memory: 512,
    takesFrom: { queue: 'erasures', batch: 1, concurrency: () => 5 },
    files: [],
  },
  'deploy-catalog': { timeout: 120, memory: 1024, files: ['catalog.json', 'templates.json'] },
};
