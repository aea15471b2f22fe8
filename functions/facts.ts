// Gathers what pure decisions are made from: the customer, the run and the timeline at a moment.

import { emptyProfile } from '../lib/customer/apply-event.ts';
import type { CustomerEvent, Position, TimelineEvent } from '../lib/customer/event.ts';
import type { JsonObject } from '../lib/customer/json.ts';
import type { Profile } from '../lib/customer/profile.ts';
import type { Catalog } from '../lib/journey/catalog.ts';
import type { Fate } from '../lib/journey/condition/condition.ts';
import type { ConditionFacts } from '../lib/journey/condition/evaluate.ts';
import { isDerived, type Needs, referenceNeeds } from '../lib/journey/condition/needs.ts';
import type { ComparisonFacts } from '../lib/journey/condition/operators.ts';
import { customerZone } from '../lib/journey/steps/facts.ts';
import { derivedAttributes, deriveTier, TIER_EVENT } from '../lib/journey/tiers.ts';
import type { Where } from '../lib/journey/where.ts';
import type { Ports, Run } from '../lib/ports.ts';

/** The ports that facts are read through. */
export type FactPorts = Pick<Ports, 'timeline' | 'profiles' | 'messages' | 'calls'>;

const noFates: ReadonlyMap<string, ReadonlySet<Fate>> = new Map();

/** The facts of a customer about to enter by an event: the timeline counts up to that event. */
export async function factsAtEntry(
  ports: FactPorts,
  catalog: Catalog,
  event: TimelineEvent,
  stored: Profile,
  journeyZone: string,
  needs: Needs,
): Promise<ConditionFacts> {
  const profile = withoutDerived(stored, catalog);
  const events = await readNeeded(ports, event.customerId, needs, event);
  return assemble(catalog, profile, events, {
    now: event.at,
    zone: customerZone(profile, journeyZone),
    trigger: event.properties,
    entry: event,
    fates: noFates,
    needs,
  });
}

/** The facts of a run at a moment; a customer who is not known (any more) has an empty profile. */
export async function factsOfRun(
  ports: FactPorts,
  catalog: Catalog,
  run: Run,
  now: number,
  needs: Needs,
): Promise<ConditionFacts & { profile: Profile }> {
  const stored = (await ports.profiles.get(run.customerId)) ?? emptyProfile(run.customerId);
  const profile = withoutDerived(stored, catalog);
  const events = await readNeeded(ports, run.customerId, needs);
  const fates = needs.fates ? await ports.messages.fates(run.customerId, run.id) : noFates;
  const webhook = await readAnswers(ports, run, needs);
  const facts = assemble(catalog, profile, events, {
    now,
    zone: customerZone(profile, run.journeyZone),
    trigger: run.trigger,
    entry: run.entry,
    fates,
    webhook,
    needs,
  });
  return { ...facts, profile };
}

/**
 * The facts of a customer, in no journey in particular, as a function of the moment (ms): what happened until now, and
 * what is known to come.
 */
export async function factsOfCustomer(
  ports: Pick<FactPorts, 'timeline'>,
  catalog: Catalog,
  stored: Profile,
  needs: Needs,
  isKnown: (event: TimelineEvent) => boolean = () => true,
): Promise<(now: number) => ConditionFacts> {
  const profile = withoutDerived(stored, catalog);
  const events = (await readNeeded(ports, profile.id, needs)).filter(isKnown);
  const zone = customerZone(profile, 'UTC');
  const seen = visible(profile);
  return (now) =>
    assemble(catalog, profile, events, {
      seen,
      now,
      zone,
      trigger: {},
      entry: { at: now, seq: 0 },
      fates: noFates,
      needs,
    });
}

/** What an event is compared with, at its own moment, where a run listens to it. */
export async function factsAtEvent(
  ports: Pick<FactPorts, 'timeline' | 'calls'>,
  catalog: Catalog,
  run: Run,
  event: TimelineEvent,
  stored: Profile,
  where: Where,
): Promise<ComparisonFacts> {
  const profile = withoutDerived(stored, catalog);
  const needs = referenceNeeds(where);
  const events = await readNeeded(ports, event.customerId, needs, event);
  return assemble(catalog, profile, events, {
    now: event.at,
    zone: customerZone(profile, run.journeyZone),
    trigger: run.trigger,
    entry: run.entry,
    fates: noFates,
    webhook: await readAnswers(ports, run, needs),
    needs,
  });
}

/** The event that started a run, as templates see it. */
export function triggerOfRun(run: Run): CustomerEvent {
  const { eventId, eventType, customerId, entry, trigger, depth } = run;
  return { id: eventId, type: eventType, customerId, at: entry.at, properties: trigger, depth };
}

async function readNeeded(
  ports: Pick<FactPorts, 'timeline'>,
  customerId: string,
  needs: Needs,
  upTo?: Position,
): Promise<TimelineEvent[]> {
  if (needs.events.size === 0) return [];
  return ports.timeline.read(customerId, { types: needs.events, ...(upTo ? { upTo } : {}) });
}

/** The answers of the run's webhooks by step; undefined where nobody asks. */
async function readAnswers(
  ports: Pick<FactPorts, 'calls'>,
  run: Run,
  needs: Needs,
): Promise<JsonObject | undefined> {
  if (!needs.webhooks) return undefined;
  return Object.fromEntries(await ports.calls.answers(run.customerId, run.id));
}

type Circumstances = {
  /** What is visible of the customer, where that has been gathered before. */
  seen?: JsonObject;
  now: number;
  zone: string;
  trigger: JsonObject;
  entry: Position;
  fates: ConditionFacts['fates'];
  webhook?: JsonObject | undefined;
  needs: Needs;
};

function assemble(
  catalog: Catalog,
  profile: Profile,
  events: TimelineEvent[],
  { seen, now, zone, trigger, entry, fates, webhook, needs }: Circumstances,
): ConditionFacts {
  let customer = seen ?? visible(profile);
  if (catalog.tiers && needs.derived) {
    const orders = events.filter((event) => event.type === TIER_EVENT).map((event) => event.at);
    customer = { ...customer, ...deriveTier(catalog.tiers, customer, orders, now, zone) };
  }
  const refs = { customer, trigger, ...(webhook && { webhook }) };
  return { now, zone, refs, consent: profile.consent, entry, events, fates };
}

/** The profile without attributes that bear the name of a derived one: what tiers derive cannot be written. */
function withoutDerived(profile: Profile, { tiers }: Catalog): Profile {
  if (!tiers || !derivedAttributes.some((name) => Object.hasOwn(profile.attributes, name))) return profile;
  const written = Object.entries(profile.attributes).filter(([name]) => !isDerived(name));
  return { ...profile, attributes: Object.fromEntries(written) };
}

/** What conditions and references see of a customer: the attributes, and the profile's own fields, which win. */
function visible(profile: Profile): JsonObject {
  const { id, email, phone, locale, timezone } = profile;
  // Until the customer objects: a condition that asks must not take silence for an objection.
  const fields: JsonObject = { personalised: true, ...profile.attributes, id };
  if (email !== undefined) fields.email = email;
  if (phone !== undefined) fields.phone = phone;
  if (locale !== undefined) fields.locale = locale;
  if (timezone !== undefined) fields.timezone = timezone;
  return fields;
}
