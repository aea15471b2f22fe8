// The job by which a message is sent: what its machine puts into a channel's queue.

import * as z from 'zod';
import type { JsonObject } from '../../lib/customer/json.ts';
import { MessageSchema } from '../../lib/journey/steps/message.ts';
import { RunArgumentSchema } from '../steps/input.ts';

export const JobSchema = z.strictObject({
  run: RunArgumentSchema,
  journey: z.strictObject({ id: z.string(), name: z.record(z.string(), z.string()) }),
  step: MessageSchema.required({ id: true }),
  templateHash: z.string(),
  event: z.string().nullable(),
  token: z.string(),
  /** How often an operator had it sent again, of a message of which nobody knew whether it went out. */
  resend: z.int().min(1).optional(),
});

export type Job = z.infer<typeof JobSchema>;

/** The job as a queue has it. */
export function jobBody(job: Job): JsonObject {
  return JSON.parse(JSON.stringify(job));
}
