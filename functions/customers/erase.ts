// Erases a customer. What may be done at once is done by whoever asks: from then on nothing new is kept, and nothing is
// sent. A job of its own then stops executions and removes everything, and is repeated until that is done.

import * as z from 'zod';
import { ERASED, type Erasure } from '../../lib/customer/erasure.ts';
import type { Ports } from '../../lib/ports.ts';
import { queueConsumer } from '../middleware/queue.ts';

const JobSchema = z.strictObject({
  kind: z.literal('erasure'),
  customerId: z.string(),
  /** When it was asked for (ms). */
  at: z.number(),
  /** Whether all was removed already, and this is the look that follows. */
  isLast: z.boolean(),
});

type Job = z.infer<typeof JobSchema>;

type ErasePorts = Pick<Ports, 'personalData' | 'clock' | 'queues' | 'runs' | 'runner'>;

/** Resolves once nothing new is kept of the customer, and nothing is sent any more; what remains is removed by a job. */
export async function requestErasure(
  { personalData, clock, queues }: Pick<Ports, 'personalData' | 'clock' | 'queues'>,
  customerId: string,
): Promise<Erasure> {
  const at = clock.now();
  // The job comes first: should this stop in the middle, it begins the erasure itself.
  await queues.put('erasures', jobOf(customerId, at));
  return personalData.begin(customerId, at);
}

/**
 * Takes from the queue of erasures. `lastLookAfter` (ms) is how long after the removal somebody looks once more: longer
 * than any function can be at work that began before it; 0 where none can.
 */
export function eraseCustomers(ports: ErasePorts, lastLookAfter: number) {
  return queueConsumer(JobSchema, async (job) => {
    const erasure = await ports.personalData.begin(job.customerId, job.at);
    if (erasure.at !== job.at || erasure.finishedAt !== null) return;
    await removeAll(ports, job, job.isLast || lastLookAfter === 0);
    if (!job.isLast && lastLookAfter > 0) {
      await ports.queues.put('erasures', { ...jobOf(job.customerId, job.at), isLast: true }, lastLookAfter);
    }
  });
}

async function removeAll(ports: ErasePorts, { customerId, at }: Job, isLast: boolean): Promise<void> {
  const { personalData, clock, runs, runner } = ports;
  for (const run of await runs.of(customerId)) {
    const end = { status: 'exited' as const, outcome: ERASED, at: clock.now(), splits: {} };
    const isEnded = await runs.end(customerId, run.id, end);
    if (isEnded || run.outcome === ERASED) await runner.stop(run.id, 'the customer was erased');
  }
  const removed = await personalData.remove(customerId);
  await personalData.note(customerId, at, { removed, now: clock.now(), isLast });
}

function jobOf(customerId: string, at: number): Job {
  return { kind: 'erasure', customerId, at, isLast: false };
}
