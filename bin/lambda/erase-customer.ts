// Takes from the queue of erasures: stops what is under way for a customer, and removes everything.

import { eraseCustomers } from '../../functions/customers/erase.ts';
import { observedQueue } from './observed.ts';
import { clock, queues, runner, stores } from './ports.ts';
import { readOnce, secretReader } from './secret.ts';

/** Longer than any function may take (lib/infra/functions.ts), and the longest that SQS holds a job back. */
const LAST_LOOK_AFTER = 15 * 60_000;

const salt = readOnce(secretReader('MILEPOST_TOMBSTONE_SALT_ARN'));
const ports = { clock, ...stores(salt), queues: queues(), runner: runner() };

export const handler = observedQueue(eraseCustomers(ports, LAST_LOOK_AFTER));
