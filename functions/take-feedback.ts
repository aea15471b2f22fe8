// Takes what SES tells of mails, from the queue behind the default bus, and puts it on the bus as events of the customers.

import * as z from 'zod';
import type { CustomerEvent } from '../lib/customer/event.ts';
import type { Bus } from '../lib/ports.ts';
import { queueConsumer } from './middleware/queue.ts';

/** How what a provider tells is read: an event, or why it is none. Throws what cannot be read at all. */
export type ReadFeedback = (raw: unknown) => { event: CustomerEvent } | { ignored: string };

/** What is none of ours is told, and done with: it would be no different the next time. */
export function takeFeedback({ bus }: { bus: Bus }, read: ReadFeedback) {
  return queueConsumer(z.unknown(), async (raw) => {
    const feedback = read(raw);
    if ('event' in feedback) await bus.put([feedback.event]);
    else console.warn(`feedback was left aside: ${feedback.ignored}`);
  });
}
