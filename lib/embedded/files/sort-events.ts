// All events of all files in the order in which they happened: by time, then by arrival (file, then line).

import type { CustomerEvent } from '../../customer/event.ts';
import type { Rejected } from './entry.ts';
import { type ReadOptions, readEventBatches } from './read-events.ts';

/** Events in order, to be iterated as often as wanted. */
export type SortedEvents = Iterable<CustomerEvent> & {
  /** The number of events, registrations of `first` included. */
  size: number;
  /** The customers that they are of. */
  customers: ReadonlySet<string>;
};

/** `first` is the type of a registration to be put before each customer's first event, at the same moment. */
export type SortOptions = { first?: string };

/** Sorts the array itself; it must not be changed afterwards. Events of one moment keep the array's order. */
export function sortEvents(events: CustomerEvent[], { first }: SortOptions = {}): SortedEvents {
  if (!isSorted(events)) events.sort((a, b) => a.at - b.at);
  const customers = new Set(events.map((event) => event.customerId));
  const registrations = first === undefined ? 0 : countRegistrations(events, first);
  return {
    size: events.length + registrations,
    customers,
    [Symbol.iterator]: () =>
      first === undefined ? events[Symbol.iterator]() : withRegistrations(events, first),
  };
}

/** Reads and sorts whole files, in the order given; `onRejected` is told of each line that is not accepted. */
export async function loadEvents(
  files: string[],
  options: ReadOptions & SortOptions,
  onRejected: (rejected: Rejected) => void,
): Promise<SortedEvents> {
  const events: CustomerEvent[] = [];
  const shared = new Map<string, string>();
  for (const file of files) {
    for await (const batch of readEventBatches(file, options)) {
      for (const entry of batch) {
        if (entry.kind === 'rejected') onRejected(entry);
        else events.push(sharingText(entry.event, shared));
      }
    }
  }
  return sortEvents(events, options);
}

// One copy of each customer's id and each type, instead of one for every event: a third of the memory of a large file.
function sharingText(event: CustomerEvent, shared: Map<string, string>): CustomerEvent {
  event.customerId = share(event.customerId, shared);
  event.type = share(event.type, shared);
  return event;
}

function share(text: string, shared: Map<string, string>): string {
  const known = shared.get(text);
  if (known === undefined) shared.set(text, text);
  return known ?? text;
}

function isSorted(events: CustomerEvent[]): boolean {
  return events.every((event, index) => event.at >= (events[index - 1]?.at ?? event.at));
}

function countRegistrations(events: CustomerEvent[], type: string): number {
  let count = -events.length;
  for (const _ of withRegistrations(events, type)) count++;
  return count;
}

function* withRegistrations(events: CustomerEvent[], type: string): Generator<CustomerEvent> {
  const seen = new Set<string>();
  for (const event of events) {
    if (!seen.has(event.customerId)) {
      seen.add(event.customerId);
      // Somebody whose first event is such a registration is not registered twice.
      if (event.type !== type) yield { ...event, id: `${event.id}:first`, type, properties: {} };
    }
    yield event;
  }
}
