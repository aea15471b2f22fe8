// What feedback on a message means before any journey is asked: the message's fate is noted, its address may be suppressed,
// and marketing may pause. Each is idempotent, so that feedback may come again, and in any order.

import type { CustomerEvent, TimelineEvent } from '../../lib/customer/event.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import { channels } from '../../lib/journey/channels/index.ts';
import { fateOf } from '../../lib/journey/deliverability/fates.ts';
import { type Feedback, feedbackKindOf, feedbackOf } from '../../lib/journey/deliverability/feedback.ts';
import { deliverabilityOf, softBounceRule } from '../../lib/journey/deliverability/settings.ts';
import { afterDelivery, afterSoftBounce, suppress } from '../../lib/journey/deliverability/standing.ts';
import type { Ports, Run } from '../../lib/ports.ts';
import { pauseByRates } from './pause-by-rates.ts';

export type FeedbackPorts = Pick<Ports, 'runs' | 'messages' | 'suppressions' | 'rates' | 'pauses' | 'clock'>;

/**
 * Feedback is caused by a message, as an emitted event is by its step: it lies one deeper than the run, so that journeys
 * that answer a delivery with a message cannot spin.
 */
export async function withDepthOfRun(
  { runs }: Pick<Ports, 'runs'>,
  event: CustomerEvent,
): Promise<CustomerEvent> {
  const feedback = feedbackOf(event);
  if (!feedback) return event;
  const run = await runs.get(event.customerId, feedback.run);
  return run ? { ...event, depth: Math.max(event.depth, run.depth + 1) } : event;
}

type Context = { ports: FeedbackPorts; catalog: Catalog; event: TimelineEvent; profile: Profile };

/** Tells what it cannot match to a message; that remains an event like any other. */
export async function noteFeedback(context: Context): Promise<void> {
  const { ports, event } = context;
  if (!feedbackKindOf(event.type)) return;
  const feedback = feedbackOf(event);
  if (!feedback) {
    console.warn(
      `event ${event.id} (${event.type}) does not say of which message it is: "run" and "step" do`,
    );
    return;
  }
  const run = await ports.runs.get(event.customerId, feedback.run);
  if (!run) {
    console.warn(`event ${event.id} (${event.type}) is of the run ${feedback.run}, which is not known`);
    return;
  }
  const counted = await noteFate(context, feedback, run);
  const address = feedback.address ?? channels[feedback.channel].address(context.profile);
  if (address !== undefined) await noteAddress(ports, context.catalog, event, feedback, address);
  if (counted) await pauseByRates(ports, deliverabilityOf(context.catalog).pause, run.journeyId);
}

/**
 * Of a customer who was erased, only the address is heard of, which is kept as a digest: whoever complained must not be
 * written to when they are imported again.
 */
export async function suppressErased(
  ports: Pick<Ports, 'suppressions'>,
  catalog: Catalog,
  event: CustomerEvent,
): Promise<void> {
  const feedback = feedbackOf(event);
  if (feedback?.address !== undefined) {
    await noteAddress(ports, catalog, event, feedback, feedback.address);
  }
}

/** Whether it was counted in the rates, this time or an earlier one. */
async function noteFate({ ports, event }: Context, feedback: Feedback, run: Run): Promise<boolean> {
  const fate = fateOf(feedback);
  if (!fate) return false;
  const counts = countedAs(feedback);
  await ports.messages.noteFate({
    customerId: run.customerId,
    runId: run.id,
    journeyId: run.journeyId,
    stepId: feedback.step,
    visit: feedback.visit,
    fate,
    at: event.at,
    counts,
  });
  return counts !== null;
}

/** Soft bounces say little of a list of addresses; and what is transactional never pauses. */
function countedAs({ kind, purpose, bounceType }: Feedback): 'bounced' | 'complained' | null {
  if (purpose !== 'marketing') return null;
  if (kind === 'complained') return 'complained';
  return kind === 'bounced' && bounceType === 'hard' ? 'bounced' : null;
}

async function noteAddress(
  ports: Pick<Ports, 'suppressions'>,
  catalog: Catalog,
  { id, at }: CustomerEvent,
  { kind, channel, bounceType, source }: Feedback,
  address: string,
): Promise<void> {
  if (kind === 'delivered') {
    // Next to all deliveries are to addresses of which nothing is known, and change nothing.
    const standing = await ports.suppressions.get(channel, address);
    if (!standing) return;
    const rule = softBounceRule(deliverabilityOf(catalog), at);
    await ports.suppressions.change(channel, address, (known) => afterDelivery(known, at, rule));
  } else if (kind === 'complained' || (kind === 'bounced' && bounceType === 'hard')) {
    const reason = kind === 'complained' ? 'complaint' : 'hard-bounce';
    const suppression = { reason, source, at, until: null } as const;
    await ports.suppressions.change(channel, address, (known) => suppress(known, suppression));
  } else if (kind === 'bounced') {
    const rule = softBounceRule(deliverabilityOf(catalog), at);
    await ports.suppressions.change(channel, address, (known) =>
      afterSoftBounce(known, { id, at, source }, rule),
    );
  }
}
