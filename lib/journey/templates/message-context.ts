// What a template sees of a run: customer, trigger, event, webhook, journey, visit, now, links and company.

import type { CustomerEvent } from '../../customer/event.ts';
import type { JsonObject } from '../../customer/json.ts';
import type { Profile } from '../../customer/profile.ts';
import { formatInstant, isZone } from '../../customer/time.ts';
import { type Company, companyVariables } from './company.ts';
import { chooseLocale } from './locale.ts';

export type MessageFacts = {
  profile: Profile;
  /** Attributes that are computed, such as `nextTier`; they win over written ones. */
  derived: JsonObject;
  /** The event that started the run. */
  trigger?: CustomerEvent | undefined;
  /** The event that a wait of the run matched last. */
  event?: CustomerEvent | undefined;
  /** The answers of the run's webhooks, by step. */
  webhook?: JsonObject | undefined;
  /** `timezone` is for customers without one. */
  journey: { id: string; name?: string | Record<string, string> | undefined; timezone?: string | undefined };
  /** Rounds of the enclosing repeats, from 1: `2`, or `1.3` inside two of them. */
  visit: string | number;
  /** When the message is made, in milliseconds. */
  now: number;
  /** Absolute URLs, of this customer's and for this message. */
  links?: MessageLinks | undefined;
  company?: Company | undefined;
};

/**
 * `unsubscribe` shows a page that unsubscribes by one click; `preferences` the page where a customer chooses. `confirm`, in a
 * run that a request for consent began, shows the page that gives it.
 */
export type MessageLinks = { unsubscribe: string; preferences: string; confirm?: string };

export const linkNames = [
  'unsubscribe',
  'preferences',
  'confirm',
] as const satisfies readonly (keyof MessageLinks)[];

/** The variables of a template. Moments are ISO texts, which Liquid's `date` prints in the customer's zone. */
export function messageContext(facts: MessageFacts): JsonObject {
  return {
    customer: customerVariables(facts),
    ...(facts.trigger ? { trigger: eventVariables(facts.trigger) } : {}),
    ...(facts.event ? { event: eventVariables(facts.event) } : {}),
    ...(facts.webhook ? { webhook: facts.webhook } : {}),
    journey: { id: facts.journey.id, name: journeyName(facts) },
    visit: Number.isInteger(Number(facts.visit)) ? Number(facts.visit) : facts.visit,
    now: formatInstant(facts.now),
    ...(facts.links ? { links: facts.links } : {}),
    ...(facts.company ? { company: companyVariables(facts.company, facts.profile.locale) } : {}),
  };
}

/** Attributes stand at the top (`customer.firstName`) and under `attributes`; the customer's own fields win. */
function customerVariables({ profile, derived, journey }: MessageFacts): JsonObject {
  const { id, email, phone, locale } = profile;
  // Until the customer objects; a template that asks must not take silence for an objection.
  const attributes = { personalised: true, ...profile.attributes, ...derived };
  const timezone = [profile.timezone, journey.timezone].find((zone) => zone !== undefined && isZone(zone));
  return {
    ...attributes,
    attributes,
    id,
    timezone: timezone ?? 'UTC',
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(locale === undefined ? {} : { locale }),
  };
}

/** An event's properties, with its id, type and moment where no property has that name. */
function eventVariables(event: CustomerEvent): JsonObject {
  return { id: event.id, type: event.type, at: formatInstant(event.at), ...event.properties };
}

function journeyName({ journey, profile }: MessageFacts): string {
  const { name } = journey;
  if (typeof name === 'string') return name;
  const locale = chooseLocale(Object.keys(name ?? {}).sort(), profile.locale);
  return (locale === undefined ? undefined : name?.[locale]) ?? journey.id;
}
