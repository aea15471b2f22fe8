// The middleware that every function shares, declared once: the input is parsed by a schema before the work begins.

import middy from '@middy/core';
import type { z } from 'zod';
import { TerminalError } from '../../lib/journey/errors.ts';

/** A Lambda around one use case. Input that its schema refuses is a terminal error: trying again would not mend it. */
export function lambda<Input, Output>(schema: z.ZodType<Input>, work: (input: Input) => Promise<Output>) {
  // No function here cuts its work short before Lambda's own time-out, so none needs a timer for it.
  return middy<unknown, Output>({ timeoutEarlyInMillis: 0 })
    .before((request) => {
      const parsed = schema.safeParse(request.event);
      if (!parsed.success) {
        const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
        throw new TerminalError(`the function was called with input it does not take: ${where.join('; ')}`);
      }
      request.event = parsed.data;
    })
    .handler(async (event: unknown) => work(event as Input));
}
