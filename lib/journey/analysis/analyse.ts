// What can be said of all journeys together before any runs: how much a customer can get, who feeds whom, and which
// events lead nowhere or come from nowhere.

import type { DeclaredEvents } from '../declared-events.ts';
import type { Journey } from '../journey.ts';
import { type EventUse, findEventUse } from './event-use.ts';
import { type Feeding, findFeeding } from './feeding.ts';
import { addBounds, type Bound, boundMessages, type MessageBound } from './message-bounds.ts';
import type { Turning } from './turning.ts';

export type Analysis = {
  messages: { journeys: MessageBound[]; together: { perDay: Bound; perWeek: Bound } };
  feeding: Feeding;
  events: EventUse;
};

/** What lies around the journeys: the declared events, and the conditions whose turning journeys can hear. */
export type Surroundings = {
  events?: DeclaredEvents | undefined;
  turnings?: readonly Turning[] | undefined;
};

export function analyse(journeys: readonly Journey[], { events, turnings }: Surroundings): Analysis {
  const sorted = [...journeys].sort((a, b) => (a.id < b.id ? -1 : 1));
  const bounds = sorted.map(boundMessages);
  return {
    messages: { journeys: bounds, together: addBounds(bounds) },
    feeding: findFeeding(sorted, turnings),
    events: findEventUse(sorted, events, turnings),
  };
}
