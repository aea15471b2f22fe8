// The end of a run: Step Functions tells that an execution succeeded, failed, timed out or was stopped.

import * as z from 'zod';
import type { Ports } from '../lib/ports.ts';
import { queueConsumer } from './middleware/queue.ts';
import { closeRun } from './runs/close-run.ts';

const StatusChangeSchema = z.object({
  detail: z.object({
    name: z.string(),
    status: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
    input: z.string(),
  }),
});

const InputSchema = z.object({ customerId: z.string() });

export function endRuns(ports: Pick<Ports, 'runs' | 'waits' | 'decisions' | 'clock' | 'runner'>) {
  return queueConsumer(StatusChangeSchema, async ({ detail }) => {
    const { customerId } = InputSchema.parse(JSON.parse(detail.input));
    const execution = await ports.runner.describe(detail.name);
    if (execution && execution.status !== 'running') {
      await closeRun(ports, customerId, detail.name, execution);
    }
  });
}
