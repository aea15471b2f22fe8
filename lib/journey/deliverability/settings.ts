// What an operator sets of deliverability, in workflows/deliverability.json. Everything has a default, and each default a
// source, in docs/messaging/deliverability.md.

import * as z from 'zod';
import { addDuration, DurationSchema } from '../calendar/duration.ts';
import type { SoftBounceRule } from './standing.ts';

const ShareSchema = z.number().gt(0).max(1);

/** A rate of sending: messages a second, and how many may go at once after a quiet while. */
const RateSchema = z.number().positive().max(10_000);

export const DeliverabilitySchema = z.strictObject({
  $schema: z.string().optional(),
  softBounces: z
    .strictObject({
      inARow: z
        .int()
        .min(1)
        .max(20)
        .describe('So many soft bounces, with no delivery between them …')
        .default(7),
      within: DurationSchema.describe('… within this time …').default('P90D'),
      suppressFor: DurationSchema.describe('… suppress an address for this long.').default('P30D'),
    })
    .prefault({}),
  pause: z
    .strictObject({
      complaintRate: ShareSchema.describe('The share of complaints above which marketing pauses.').default(
        0.001,
      ),
      bounceRate: ShareSchema.describe('The share of hard bounces above which marketing pauses.').default(
        0.05,
      ),
      days: z.int().min(1).max(30).describe('The days that count, today included.').default(7),
      minimumSent: z
        .int()
        .min(1)
        .describe('Below so many messages in these days, nothing pauses.')
        .default(500),
    })
    .prefault({}),
  rates: z
    .strictObject({
      email: RateSchema.optional(),
      sms: RateSchema.optional(),
      push: RateSchema.optional(),
    })
    .describe('Messages a second on each channel, for the embedded runtime; as fast as it can, if absent.')
    .prefault({}),
});

export type Deliverability = z.infer<typeof DeliverabilitySchema>;

export const defaultDeliverability: Deliverability = DeliverabilitySchema.parse({});

/** The rule of soft bounces in ms, as of a moment (ms): months have no one length. */
export function softBounceRule({ softBounces }: Deliverability, at: number): SoftBounceRule {
  const millis = (duration: string) => addDuration(at, duration, 'UTC') - at;
  const { inARow, within, suppressFor } = softBounces;
  return { inARow, within: millis(within), suppressFor: millis(suppressFor) };
}

/** The settings of a deployment; the defaults where it has none. */
export function deliverabilityOf({ deliverability }: { deliverability?: Deliverability }): Deliverability {
  return deliverability ?? defaultDeliverability;
}
