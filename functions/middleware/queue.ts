// The middleware of functions that take from a queue: one bad record never blocks the rest of its batch.

import * as z from 'zod';
import { lambda } from './lambda.ts';

const BatchSchema = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.string() }),
    }),
  ),
});

export type BatchAnswer = { batchItemFailures: { itemIdentifier: string; error: string }[] };

/** A Lambda around the work on one record. Records are taken in order; those that fail are named, and come again. */
export function queueConsumer<Job>(
  schema: z.ZodType<Job>,
  work: (job: Job, attempt: number) => Promise<void>,
) {
  return lambda(BatchSchema, async ({ Records }): Promise<BatchAnswer> => {
    const batchItemFailures: BatchAnswer['batchItemFailures'] = [];
    for (const record of Records) {
      try {
        const job = schema.parse(JSON.parse(record.body));
        await work(job, Number(record.attributes.ApproximateReceiveCount));
      } catch (error) {
        batchItemFailures.push({ itemIdentifier: record.messageId, error: reasonOf(error) });
      }
    }
    return { batchItemFailures };
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}
