// What the parts of hop 3 share: the ports, the journeys as deployed, and the event with its place and profile.

import type { TimelineEvent } from '../../lib/customer/event.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import { type EventPattern, whereHolds } from '../../lib/journey/where.ts';
import type { Ports, Run } from '../../lib/ports.ts';
import { factsAtEvent } from '../facts.ts';

/** The ports that answering an event needs. */
export type EventPorts = Omit<Ports, 'links' | 'passes' | 'queues' | 'senders' | 'templates' | 'webhooks'>;

export type EventContext = {
  ports: EventPorts;
  catalog: Catalog;
  event: TimelineEvent;
  profile: Profile;
  /** Whether an earlier attempt may have done some of this. */
  again: boolean;
};

/** Whether the event fits a pattern that a run keeps; references read the run's trigger and the customer. */
export async function fits(
  { ports, catalog, event, profile }: EventContext,
  pattern: EventPattern,
  run: Run,
): Promise<boolean> {
  if (event.type !== pattern.event) return false;
  if (!pattern.where) return true;
  return whereHolds(
    pattern.where,
    event,
    await factsAtEvent(ports, catalog, run, event, profile, pattern.where),
  );
}

/** The first of a run's patterns that the event fits. */
export async function findFitting<Pattern extends EventPattern>(
  context: EventContext,
  patterns: readonly Pattern[],
  run: Run,
): Promise<Pattern | undefined> {
  for (const pattern of patterns) if (await fits(context, pattern, run)) return pattern;
  return undefined;
}
