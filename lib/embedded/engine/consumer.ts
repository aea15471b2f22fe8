// Hands jobs to the functions that take from queues, in the shape in which SQS hands them to Lambda.

import type { Clock } from '../../ports.ts';
import type { Job, Jobs } from './jobs.ts';

/** What a function answers to a batch: the records that failed, with the reason. */
export type BatchAnswer = { batchItemFailures: { itemIdentifier: string; error?: string }[] };

/** The functions that take from queues, by queue. */
export type Consumers = { [queue: string]: (batch: unknown) => Promise<unknown> };

/** After this many attempts a job is set aside. */
const MAX_ATTEMPTS = 15;
const FIRST_DELAY = 1000;
const LONGEST_DELAY = 5 * 60_000;

/** Hands one job over; one that fails comes again after a while (doubling, five minutes at most), fifteen times in all. */
export async function consume(jobs: Jobs, clock: Clock, consumers: Consumers, job: Job): Promise<void> {
  const error = await attempt(consumers, job);
  if (error === undefined) return jobs.done(job);
  if (job.attempts >= MAX_ATTEMPTS) return jobs.bury(job, error);
  const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (job.attempts - 1));
  jobs.retry(job, clock.now() + delay, error);
}

/** Why the job failed; undefined if it did not. */
async function attempt(consumers: Consumers, job: Job): Promise<string | undefined> {
  const consumer = consumers[job.queue];
  if (!consumer) return `nothing takes from the queue "${job.queue}"`;
  try {
    return failureOf(
      await consumer({
        Records: [
          {
            messageId: String(job.id),
            body: job.body,
            attributes: { ApproximateReceiveCount: String(job.attempts) },
          },
        ],
      }),
    );
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Why the one record of a batch failed; undefined if it did not. */
export function failureOf(answer: unknown): string | undefined {
  const [failed] = (answer as BatchAnswer).batchItemFailures;
  return failed && (failed.error ?? 'failed without saying why');
}
