// `sample.json` in a message's folder: by an example, what its templates may count on. Validation and preview fill them in
// with it.

import * as z from 'zod';
import type { CustomerEvent } from '../../customer/event.ts';
import { type JsonObject, JsonSchema } from '../../customer/json.ts';
import type { Profile } from '../../customer/profile.ts';
import { InstantSchema, parseInstant } from '../../customer/time.ts';
import type { Company } from './company.ts';
import { type MessageLinks, messageContext } from './message-context.ts';

const VariablesSchema = z.record(z.string(), JsonSchema);

export const SampleSchema = z.strictObject({
  $schema: z.string().optional(),
  customer: VariablesSchema.describe(
    'The customer as templates see them: firstName, tier, email, timezone and the like.',
  ).default({}),
  locales: z
    .record(z.string(), VariablesSchema)
    .describe('What is different in the customer for another language, such as the name.')
    .default({}),
  trigger: VariablesSchema.describe('The event that started the run: its properties.').optional(),
  event: VariablesSchema.describe('The event that a wait has matched: its properties.').optional(),
  webhook: VariablesSchema.describe('The answers of webhooks, by step.').optional(),
  visit: z
    .union([
      z.int().min(1),
      z.string().regex(/^[1-9]\d*(\.[1-9]\d*)*$/, 'must be a round, such as 1 or "1.3"'),
    ])
    .describe('The round of the enclosing repeats.')
    .default(1),
  now: InstantSchema.describe('When the message is made.').optional(),
});

export type Sample = z.infer<typeof SampleSchema>;

export const NO_SAMPLE: Sample = { customer: {}, locales: {}, visit: 1 };

/** Links as they look; they lead nowhere. */
export const sampleLinks: MessageLinks = {
  unsubscribe: 'https://links.example/unsubscribe',
  preferences: 'https://links.example/preferences',
  confirm: 'https://links.example/confirm',
};

/** Where neither a sample nor its reader says when the message is made. */
const SOME_DAY = Date.UTC(2026, 0, 15, 10);

export type SampleFacts = {
  /** The message: `welcome/greeting`. */
  template: string;
  locale: string;
  company: Company | undefined;
  /** In place of the sample's customer. */
  profile?: Profile | undefined;
  now?: number | undefined;
};

/** What a template sees of a sample, just as it would of a run. */
export function sampleContext(sample: Sample, facts: SampleFacts): JsonObject {
  const { template, locale, company } = facts;
  const customer = {
    ...sample.customer,
    ...sample.locales[locale.split('-')[0] ?? ''],
    ...sample.locales[locale],
  };
  const profile = facts.profile ?? profileOf(customer);
  const now = sample.now ?? facts.now ?? SOME_DAY;
  return messageContext({
    profile: { ...profile, locale: profile.locale ?? locale },
    derived: {},
    // Every run has one.
    trigger: eventOf(sample.trigger ?? {}, profile, now),
    event: sample.event && eventOf(sample.event, profile, now),
    webhook: sample.webhook,
    journey: { id: template.split('/')[0] ?? template },
    visit: sample.visit,
    now,
    links: sampleLinks,
    company,
  });
}

/** A customer of whom nothing is known. */
export const nobody: Profile = { id: 'customer', attributes: {}, consent: {}, changedAt: {} };

function profileOf({ id, email, phone, timezone, locale, ...attributes }: JsonObject): Profile {
  return {
    ...nobody,
    attributes,
    ...textField('id', id),
    ...textField('email', email),
    ...textField('phone', phone),
    ...textField('timezone', timezone),
    ...textField('locale', locale),
  };
}

function textField(name: string, value: unknown): Record<string, string> {
  return typeof value === 'string' ? { [name]: value } : {};
}

function eventOf({ id, type, at, ...properties }: JsonObject, profile: Profile, now: number): CustomerEvent {
  return {
    id: typeof id === 'string' ? id : 'event',
    type: typeof type === 'string' ? type : 'event',
    customerId: profile.id,
    at: (typeof at === 'string' ? parseInstant(at) : undefined) ?? now,
    properties,
    depth: 0,
  };
}
