// What can be said of all journeys together before any runs: how much a customer can get, who feeds whom, and which
// events lead nowhere or come from nowhere.

import type { Condition } from '../condition/condition.ts';
import type { DeclaredEvents } from '../declared-events.ts';
import type { Journey } from '../journey.ts';
import { type EventUse, findEventUse } from './event-use.ts';
import { type Feeding, findFeeding } from './feeding.ts';
import { addBounds, type Bound, boundMessages, type MessageBound } from './message-bounds.ts';

export type Analysis = {
  messages: { journeys: MessageBound[]; together: { perDay: Bound; perWeek: Bound } };
  feeding: Feeding;
  events: EventUse;
};

/** What lies around the journeys: declared events, and conditions that listen to events for other reasons. */
export type Surroundings = {
  events?: DeclaredEvents | undefined;
  conditions?: readonly Condition[] | undefined;
};

export function analyse(journeys: readonly Journey[], { events, conditions }: Surroundings): Analysis {
  const sorted = [...journeys].sort((a, b) => (a.id < b.id ? -1 : 1));
  const bounds = sorted.map(boundMessages);
  return {
    messages: { journeys: bounds, together: addBounds(bounds) },
    feeding: findFeeding(sorted),
    events: findEventUse(sorted, events, conditions),
  };
}
