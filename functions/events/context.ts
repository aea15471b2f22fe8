// What the parts of hop 3 share: the ports, the journeys as deployed, and the event with its place and profile.

import type { TimelineEvent } from '../../lib/customer/event.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import type { ComparisonFacts } from '../../lib/journey/condition/operators.ts';
import { type EventPattern, matches } from '../../lib/journey/where.ts';
import type { Ports, Run } from '../../lib/ports.ts';

export type EventContext = {
  ports: Ports;
  catalog: Catalog;
  event: TimelineEvent;
  profile: Profile;
  /** Whether an earlier attempt may have done some of this. */
  again: boolean;
};

/** Whether an event fits a pattern that a run keeps; references read the run's trigger and the customer. */
export function fits(pattern: EventPattern, event: TimelineEvent, run: Run, profile: Profile): boolean {
  return event.type === pattern.event && matches(pattern, event, runFacts(event, run, profile));
}

function runFacts(event: TimelineEvent, run: Run, profile: Profile): ComparisonFacts {
  return {
    now: event.at,
    zone: profile.timezone ?? run.journeyZone,
    refs: { customer: profile.attributes, trigger: run.trigger },
  };
}
