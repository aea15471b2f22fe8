// What is known of a customer: the profile that journeys ask and messages are addressed by.

import * as z from 'zod';
import { ConsentSchema } from './consent.ts';
import type { JsonObject } from './json.ts';
import { ZoneSchema } from './time.ts';

/** A customer as files and events bring it. Every field but the id may be absent. */
export const CustomerSchema = z.strictObject({
  id: z.string().min(1).max(256),
  attributes: z.record(z.string(), z.json()).optional(),
  timezone: ZoneSchema.optional(),
  locale: z.string().min(1).max(35).optional(),
  email: z.string().min(1).max(320).optional(),
  phone: z.string().min(1).max(32).optional(),
  pushToken: z.string().min(1).max(2048).optional(),
  consent: ConsentSchema.optional(),
});

export type Customer = z.infer<typeof CustomerSchema>;

/** The stored profile. `changedAt` holds, per field, the moment (ms) of the change that set it. */
export type Profile = {
  id: string;
  attributes: JsonObject;
  /** By channel and by topic. Without a word, a channel has no consent, and a topic is open. */
  consent: Record<string, boolean>;
  timezone?: string;
  locale?: string;
  email?: string;
  phone?: string;
  pushToken?: string;
  /** When the customer was erased, of one who registered anew since (ms): what happened until then is not taken. */
  erasedAt?: number;
  changedAt: Record<string, number>;
};
