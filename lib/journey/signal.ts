// What a step makes happen that journeys may hear: an event of the customer, a change of an attribute (which only a
// turning condition tells on), or the start of a journey by its id.

/** `properties` as they are written: values, and references that only a run resolves. */
export type EventSignal = { event: string; properties?: Readonly<Record<string, unknown>> };

export type Signal = EventSignal | { changes: string } | { starts: string };
