// Journeys for the tests, as a marketer writes them; every template that they name is made up.

import type { Json, JsonObject } from '../../lib/customer/json.ts';
import { buildCatalog, type Catalog } from '../../lib/journey/catalog.ts';
import { ConditionSchema } from '../../lib/journey/condition/condition.ts';
import type { Deliverability } from '../../lib/journey/deliverability/settings.ts';
import { type Journey, JourneySchema } from '../../lib/journey/journey.ts';
import { SendingRulesSchema } from '../../lib/journey/sending/sending-rules.ts';
import { walkSteps } from '../../lib/journey/step-ids.ts';
import { bundleHash, parseBundle, type TemplateBundle } from '../../lib/journey/templates/bundle.ts';
import { TiersSchema } from '../../lib/journey/tiers.ts';

/** Journeys as JSON. What is left out of one: it has the id "j", starts with each customer's first "start", and thanks. */
export type Workflows = {
  journeys: JsonObject[];
  tiers?: Json;
  /** As sending.json has it. */
  sending?: object;
  deliverability?: Deliverability;
  /** What each segment asks, by its id. */
  segments?: Record<string, JsonObject>;
  /** Files by channel and locale, by template; templates that are not given say their own name on every channel. */
  templates?: Record<string, Record<string, string>>;
};

/** A message that is nothing but its name. */
export function say(id: string, fields: JsonObject = {}): JsonObject {
  return { id, type: 'message', channel: 'email', template: `t/${id}`, ...fields };
}

export function aJourney(fields: JsonObject): Journey {
  return JourneySchema.parse({
    id: 'j',
    trigger: { type: 'event', event: 'start' },
    steps: [say('thanks')],
    ...fields,
  });
}

export function deployable(workflows: Workflows): {
  catalog: Catalog;
  templates: TemplateBundle[];
} {
  const { journeys, tiers, sending, deliverability, segments = {}, templates = {} } = workflows;
  const parsed = journeys.map(aJourney);
  const names = new Set(parsed.flatMap((journey) => [...walkSteps(journey.steps)].map(templateOf)));
  names.delete(undefined);
  const bundles = [...names].map((name = '') => parseBundle(name, templates[name] ?? sayingIts(name)));
  const hashes = new Map(bundles.map((bundle) => [bundle.name, bundleHash(bundle)]));
  const catalog = buildCatalog(parsed, hashes, {
    tiers: tiers === undefined ? null : TiersSchema.parse(tiers),
    segments: Object.entries(segments).map(([id, when]) => ({ id, when: ConditionSchema.parse(when) })),
    sending: sending && SendingRulesSchema.parse(sending),
    deliverability,
  });
  return { catalog, templates: bundles };
}

function templateOf({ step }: { step: { type: string; template?: unknown } }): string | undefined {
  return typeof step.template === 'string' ? step.template : undefined;
}

function sayingIts(name: string): Record<string, string> {
  return {
    'email.en.liquid': `Subject: ${name}\n\n${name}\n`,
    'sms.en.liquid': `${name}\n`,
    'push.en.liquid': `Title: ${name}\n\n${name}\n`,
  };
}
