// Scenarios, the tests of journeys: given this customer, when these events come, then these messages and none other.
// The schema is the single source of their checks, their types and their JSON Schema.

import * as z from 'zod';
import { CustomerSchema } from '../../customer/profile.ts';
import { DurationSchema, OffsetSchema } from '../calendar/duration.ts';
import { WrittenMomentSchema } from '../calendar/written-moment.ts';
import { channelNames } from '../channels/index.ts';

/** A moment: `at` by the calendar, or `after` the start. */
const whenFields = {
  at: WrittenMomentSchema.describe(
    'When: a date-time such as 2026-03-05T10:00, local to the customer, or with an offset.',
  ).optional(),
  after: OffsetSchema.describe(
    'When: so long after the start, such as P3D (three times 24 hours); with a leading - before it.',
  ).optional(),
};

export type When = { at?: string | undefined; after?: string | undefined };

const hasNotBoth = (when: When) => when.at === undefined || when.after === undefined;
const hasOne = (when: When) => (when.at === undefined) !== (when.after === undefined);
const notBoth = { error: 'takes either at or after, and not both' };
const exactlyOne = { error: 'needs one of at and after' };

const GivenCustomerSchema = CustomerSchema.partial({ id: true }).describe(
  'The customer as they are known at the start.',
);

const JourneysSchema = z.array(z.string().min(1)).min(1).describe('The journeys that run; all if absent.');

const StartSchema = WrittenMomentSchema.describe(
  'The moment that after counts from; without an offset, local to the customer.',
);

export const ScenarioEventSchema = z
  .strictObject({
    event: z.string().min(1).max(128).describe('The type of the event, such as order.placed.'),
    ...whenFields,
    properties: z.record(z.string(), z.json()).describe('Its properties.').optional(),
  })
  .refine(hasNotBoth, notBoth)
  .meta({ description: 'Something that the customer does; at the start, if it has neither at nor after.' });

export const ExpectedMessageSchema = z
  .strictObject({
    template: z.string().min(1).describe('The message: <journey>/<message>.'),
    channel: z.enum(channelNames).describe('The channel that it goes by.'),
    ...whenFields,
    says: z.string().min(1).describe('A text that is in its subject, title or body.').optional(),
    held: z.string().min(1).describe('That it is not sent, and why, such as no-consent.').optional(),
  })
  .refine(hasOne, exactlyOne);

export type ExpectedMessage = z.infer<typeof ExpectedMessageSchema>;

export const runStatuses = ['active', 'completed', 'exited', 'failed', 'heldOut'] as const;

export const ExpectedRunSchema = z.strictObject({
  journey: z.string().min(1).describe('The id of the journey.'),
  status: z.enum(runStatuses).describe('How the run stands at the end.'),
  outcome: z.string().min(1).describe('The outcome with which it exited.').optional(),
  converted: z.boolean().describe('Whether it met the goal.').optional(),
});

export type ExpectedRun = z.infer<typeof ExpectedRunSchema>;

export const ScenarioSchema = z.strictObject({
  name: z.string().min(1).max(200).describe('What happens, in a sentence; unique in the file.'),
  description: z.string().max(1000).describe('More about it, in your own words.').optional(),
  journeys: JourneysSchema.optional(),
  customer: GivenCustomerSchema.optional(),
  start: StartSchema.optional(),
  events: z
    .array(ScenarioEventSchema)
    .describe('What the customer does; nothing, where only the clock starts journeys.'),
  until: z
    .strictObject({ at: whenFields.at, after: DurationSchema.optional() })
    .refine(hasOne, exactlyOne)
    .describe(
      'Until when the clock runs; to the end of all runs if absent, and schedules and yearly dates to the last event.',
    )
    .optional(),
  messages: z
    .array(ExpectedMessageSchema)
    .describe('All messages that are sent; none other. What is held may be left out.'),
  runs: z.array(ExpectedRunSchema).describe('All runs at the end, in order of entry.').optional(),
  attributes: z
    .record(z.string(), z.json())
    .describe('Attributes of the customer at the end; null for one that they have not.')
    .optional(),
});

export type Scenario = z.infer<typeof ScenarioSchema>;

export const ScenarioFileSchema = z.strictObject({
  $schema: z.string().optional(),
  description: z.string().max(1000).describe('What the scenarios are about.').optional(),
  journeys: JourneysSchema.optional(),
  customer: GivenCustomerSchema.optional(),
  start: StartSchema.optional(),
  scenarios: z
    .array(ScenarioSchema)
    .min(1)
    .describe(
      'What is said before them (journeys, customer, start) holds for each, unless it says otherwise.',
    ),
});

export type ScenarioFile = z.infer<typeof ScenarioFileSchema>;
