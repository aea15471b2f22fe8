// Triggers of the clock: what they have in common, and the event by which a moment that has come starts runs.

import type { CustomerEvent } from '../../customer/event.ts';
import type { JsonObject } from '../../customer/json.ts';
import { formatInstant } from '../../customer/time.ts';

/** The type of that event, and the property that names the journey. */
export const DUE_EVENT = 'milepost.due';
const JOURNEY = 'journey';

/** `zone` is the customer's; `customer` holds the attributes. */
export type ClockFacts = { from: number; zone: string; customer: JsonObject };

export type ClockTrigger<T> = {
  /** Whether each customer has a moment of their own, or one moment serves the whole audience. */
  per: 'customer' | 'everyone';
  /** Whether there is always another moment, or only one. */
  recurs(trigger: T): boolean;
  /** The first moment (ms) not before `from`; undefined if none comes. */
  next(trigger: T, facts: ClockFacts): number | undefined;
  /** Of several moments since `since` that were missed, up to `upTo`, the one that still counts. */
  lastMissed?(trigger: T, since: number, upTo: number): number;
  /** All that its moments depend on, as a text. */
  rule(trigger: T): string;
  /** What started a run, in words. */
  cause(trigger: T): string;
};

/** The event that tells a customer's runs of the moment (ms). The same moment is the same event. */
export function dueEvent(journeyId: string, customerId: string, at: number): CustomerEvent {
  const id = `due:${journeyId}:${formatInstant(at)}`;
  return { id, type: DUE_EVENT, customerId, at, properties: { [JOURNEY]: journeyId }, depth: 0 };
}

/** Whether the event says that the moment of this very journey has come. */
export function isDueFor({ type, properties }: CustomerEvent, journeyId: string): boolean {
  return type === DUE_EVENT && properties[JOURNEY] === journeyId;
}
