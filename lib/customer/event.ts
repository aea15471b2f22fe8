// A behaviour event: something a customer did, or that happened to them, at a moment.

import * as z from 'zod';
import { type JsonObject, JsonSchema } from './json.ts';
import { InstantSchema } from './time.ts';

/** An event as it arrives. `at` is a date-time with offset; `properties` is any JSON object. */
export const EventInputSchema = z.strictObject({
  id: z.string().min(1).max(256),
  type: z.string().min(1).max(128),
  customerId: z.string().min(1).max(256),
  at: InstantSchema,
  properties: z.record(z.string(), JsonSchema).default({}),
});

/** An event on its way through the engine. `at` is in milliseconds; `depth` counts the journeys that led to it (0: none did). */
export type CustomerEvent = {
  id: string;
  type: string;
  customerId: string;
  at: number;
  properties: JsonObject;
  depth: number;
};

/** A place in a customer's timeline: by time (ms), then by arrival. */
export type Position = { at: number; seq: number };

/** A recorded event, with its place. */
export type TimelineEvent = CustomerEvent & Position;

/** Negative, zero or positive as `a` lies before, at or after `b`. */
export function comparePositions(a: Position, b: Position): number {
  return a.at - b.at || a.seq - b.seq;
}
