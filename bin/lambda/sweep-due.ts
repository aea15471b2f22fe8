// Called each minute: moves what is due into its queue, a thousand items after another while there is time. What is left
// waits for the next minute.

import type { Context } from 'aws-lambda';
import { sweepDue } from '../../functions/sweep-due.ts';
import { observed } from './observed.ts';
import { clock, queues, stores } from './ports.ts';

const AT_MOST = 1000;

/** A thousand items take no longer than this (ms). */
const ONE_MORE = 25_000;

const sweep = sweepDue({ clock, ...stores(), queues: queues() });

export const handler = observed(async (_: unknown, context: Context) => {
  let moved = 0;
  for (;;) {
    const swept = await sweep({ atMost: AT_MOST }, context);
    moved += swept.moved;
    if (swept.moved < AT_MOST || context.getRemainingTimeInMillis() < ONE_MORE) return { moved };
  }
});
