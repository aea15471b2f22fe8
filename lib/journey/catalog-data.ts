// The catalog as plain data: what a deployment ships with its functions, who build the catalog from it as they start.

import { buildCatalog, type Catalog } from './catalog.ts';
import type { TimeScale } from './compile/time-scale.ts';
import type { Condition } from './condition/condition.ts';
import type { DeclaredEvents } from './declared-events.ts';
import type { Deliverability } from './deliverability/settings.ts';
import type { Journey } from './journey.ts';
import type { SendingRules } from './sending/sending-rules.ts';
import { bundleHash, type TemplateBundle } from './templates/bundle.ts';
import type { Company } from './templates/company.ts';
import type { Tiers } from './tiers.ts';

export type CatalogData = {
  journeys: Journey[];
  /** The hashes of the templates by name. */
  templates: Record<string, string>;
  tiers: Tiers | null;
  sending: SendingRules | null;
  company: Company | null;
  segments: { id: string; when: Condition }[];
  /** The types of events that events.json declares; null where there is none. */
  declared: string[] | null;
  deliverability?: Deliverability;
};

export function dataOf(
  catalog: Catalog,
  templates: readonly TemplateBundle[],
  events?: DeclaredEvents,
): CatalogData {
  return {
    journeys: [...catalog.journeys.values()].map(({ journey }) => journey),
    templates: Object.fromEntries(templates.map((bundle) => [bundle.name, bundleHash(bundle)])),
    tiers: catalog.tiers,
    sending: catalog.sending,
    company: catalog.company,
    segments: catalog.segments.map(({ id, when }) => ({ id, when })),
    declared: events ? Object.keys(events) : null,
    ...(catalog.deliverability && { deliverability: catalog.deliverability }),
  };
}

/** The catalog that the data were made of. */
export function catalogOf({ journeys, templates, ...beside }: CatalogData, timeScale?: TimeScale): Catalog {
  return buildCatalog(journeys, new Map(Object.entries(templates)), beside, timeScale);
}
