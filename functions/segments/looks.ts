// When segments are looked at: after an event, after a step changed the profile, when time alone may have changed
// something, and, for all customers, when a segment or a journey is new.

import type { TimelineEvent } from '../../lib/customer/event.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import { holds } from '../../lib/journey/condition/evaluate.ts';
import { START_EVENT, START_JOURNEY } from '../../lib/journey/triggers/start-event.ts';
import type { DueItem, Ports } from '../../lib/ports.ts';
import { factsOfCustomer } from '../facts.ts';
import { type ReviewPorts, reviewSegments } from './review.ts';

/** The pass that looks at all customers for one segment, and the one that lets them into a journey: by its id. */
export const SEGMENT_PASS = 'segment';
export const BACKFILL_PASS = 'backfill';

export type AfterEvent = {
  event: TimelineEvent;
  profile: Profile;
  /** The profile before the event. */
  before: Profile;
  isFirst: boolean;
  again: boolean;
};

export async function lookAfterEvent(
  ports: ReviewPorts,
  catalog: Catalog,
  { event, profile, before, isFirst, again }: AfterEvent,
): Promise<void> {
  const isOpen = isFirst || again || profile !== before;
  const segments = isOpen
    ? catalog.segments
    : catalog.segments.filter(({ needs }) => needs.events.has(event.type));
  await reviewSegments(ports, catalog, {
    profile,
    segments,
    depth: event.depth + 1,
    before: isFirst ? 'outside' : { profile: before, event },
  });
}

/** After a step of a run that is `depth` journeys deep. */
export async function lookAfterUpdate(
  ports: ReviewPorts,
  catalog: Catalog,
  { profile, before, depth }: { profile: Profile; before: Profile; depth: number },
): Promise<void> {
  const { segments } = catalog;
  await reviewSegments(ports, catalog, {
    profile,
    segments,
    depth: depth + 1,
    before: { profile: before, event: null },
  });
}

export async function lookWhenDue(
  ports: ReviewPorts & Pick<Ports, 'profiles'>,
  catalog: Catalog,
  item: DueItem,
): Promise<void> {
  const profile = await ports.profiles.get(item.customerId);
  const segments = catalog.segments.filter(({ id }) => id === item.id);
  if (profile) await reviewSegments(ports, catalog, { profile, segments, depth: 0, before: 'quiet' });
}

/** What the pass of a segment does for each customer; undefined if the segment is gone, or another one by now. */
export function lookAtAll(ports: ReviewPorts, catalog: Catalog, segmentId: string, version: string) {
  const segments = catalog.segments.filter((one) => one.id === segmentId && one.version === version);
  if (segments.length === 0) return undefined;
  return (profile: Profile) =>
    reviewSegments(ports, catalog, { profile, segments, depth: 0, before: 'quiet' });
}

/** What the pass of a journey with `backfill` does for each customer; undefined if the journey is gone. */
export function letIn(ports: ReviewPorts, catalog: Catalog, journeyId: string) {
  const trigger = catalog.journeys.get(journeyId)?.journey.trigger;
  if (trigger?.type !== 'segment') return undefined;
  const segment = catalog.segments.find(({ id }) => id === trigger.segment);
  if (!segment) return undefined;
  return async (profile: Profile): Promise<void> => {
    const now = ports.clock.now();
    const factsAt = await factsOfCustomer(ports, catalog, profile, segment.needs);
    if (!holds(segment.when, factsAt(now))) return;
    const properties = { [START_JOURNEY]: journeyId, segment: segment.id };
    const id = `backfill:${journeyId}`;
    await ports.bus.put([{ id, type: START_EVENT, customerId: profile.id, at: now, properties, depth: 0 }]);
  };
}
