// The clock's way in: moves what is due from the index into its queue, where each item is handled, and tried again, on
// its own. On AWS a schedule calls it each minute; the embedded engine, as soon as something is due.

import * as z from 'zod';
import type { Ports } from '../lib/ports.ts';
import { lambda } from './middleware/lambda.ts';

const SweepSchema = z.looseObject({ atMost: z.int().positive().default(1000) });

export type Swept = { moved: number };

/** An item that a crash leaves both in the index and in the queue is handled twice, which changes nothing. */
export function sweepDue({ clock, due, queues }: Pick<Ports, 'clock' | 'due' | 'queues'>) {
  return lambda(SweepSchema, async ({ atMost }): Promise<Swept> => {
    const items = await due.due(clock.now(), atMost);
    for (const item of items) {
      await queues.put('due', { ...item });
      await due.settle(item);
    }
    return { moved: items.length };
  });
}
