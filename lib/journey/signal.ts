// What a step makes happen that journeys may hear: an event of the customer, or the start of a journey by its id.

/** `properties` as they are written: values, and references that only a run resolves. */
export type Signal = { event: string; properties?: Readonly<Record<string, unknown>> } | { starts: string };
