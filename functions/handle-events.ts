// Hop 3: takes events from the queue. Recording the event and changing the profile is one transaction; then all that
// follows from it is done, each part idempotent, and only then is the event done.

import * as z from 'zod';
import { ERASED } from '../lib/customer/erasure.ts';
import type { CustomerEvent } from '../lib/customer/event.ts';
import { isObject, type JsonObject } from '../lib/customer/json.ts';
import type { Profile } from '../lib/customer/profile.ts';
import type { Catalog } from '../lib/journey/catalog.ts';
import { ErasedError } from '../lib/journey/errors.ts';
import { planDates } from './clock/plan-dates.ts';
import type { EventContext, EventPorts } from './events/context.ts';
import { endAndConvert } from './events/end-runs.ts';
import { recordEvent } from './events/record-event.ts';
import { claimStarts, type Start } from './events/start-runs.ts';
import { claimWaits, wakeAll } from './events/wake-waits.ts';
import { noteFeedback, suppressErased, withDepthOfRun } from './feedback/note-feedback.ts';
import { queueConsumer } from './middleware/queue.ts';
import { lookAfterEvent } from './segments/looks.ts';

export const QueuedEventSchema = z.strictObject({
  id: z.string(),
  type: z.string(),
  customerId: z.string(),
  at: z.number(),
  // What was read as JSON is JSON through and through.
  properties: z.custom<JsonObject>(isObject),
  depth: z.int().min(0),
});

/** `schema` is how the queue has an event: as it is, or in an envelope. */
export function handleEvents(
  ports: EventPorts,
  catalog: () => Catalog,
  schema: z.ZodType<CustomerEvent> = QueuedEventSchema,
) {
  return queueConsumer(schema, async (event) => {
    try {
      await handleEvent(ports, catalog(), event);
    } catch (error) {
      // Nothing of it may be kept, so that it is counted is all that remains of it.
      if (!(error instanceof ErasedError)) throw error;
      await suppressErased(ports, catalog(), event);
      await ports.personalData.countDropped(event.customerId);
    }
  });
}

/** Ends, wakes and starts, in this order; all three are settled before any run goes on. */
export async function handleEvent(
  ports: EventPorts,
  catalog: Catalog,
  arrived: CustomerEvent,
): Promise<void> {
  const received = await withDepthOfRun(ports, arrived);
  const recorded = await recordEvent(ports, received, ports.clock.now());
  if (recorded.done) return;
  const { event, profile, again } = recorded;
  const context: EventContext = { ports, catalog, event, profile, again };
  await noteFeedback(context);
  await followProfile(context, recorded.before, recorded.isFirst);
  await endAndConvert(context);
  const woken = await claimWaits(context);
  const starts = await claimStarts(context);
  await wakeAll(context, woken);
  for (const start of starts) await startExecution(ports, event.customerId, start);
  await ports.timeline.markDone(event);
}

/** What is planned for the customer, and the segments that they are in, keep up with what is known of them. */
async function followProfile(context: EventContext, before: Profile, isFirst: boolean): Promise<void> {
  const { ports, catalog, profile, again } = context;
  if (profile !== before || again) await planDates(ports.due, catalog, profile, ports.clock.now());
  await lookAfterEvent(ports, catalog, { ...context, before, isFirst });
}

/**
 * Starts a run's execution; stops it again if another event has ended the run meanwhile. A customer who was erased since
 * the event was recorded has no profile any more: the run was claimed too late to have been ended with the others.
 */
async function startExecution(ports: EventPorts, customerId: string, start: Start): Promise<void> {
  const { runs, runner, profiles } = ports;
  if (!(await profiles.get(customerId))) {
    const end = { status: 'exited' as const, outcome: ERASED, at: ports.clock.now(), splits: {} };
    await runs.end(customerId, start.name, end);
    return;
  }
  await runner.start(start);
  const run = await runs.get(customerId, start.name);
  if (run?.status === 'exited') await runner.stop(start.name, 'the run ended before it began');
}
