// The demo's journeys take entries from the season's first day on: what members did before only fills their timelines.

import { buildCatalog, type Catalog } from '../../lib/journey/catalog.ts';
import { bundleHash, type TemplateBundle } from '../../lib/journey/templates/bundle.ts';

/** The same journeys, open from a moment (ms) on. */
export function openJourneysAt(
  catalog: Catalog,
  templates: readonly TemplateBundle[],
  startsAt: number,
): Catalog {
  const journeys = [...catalog.journeys.values()].map(({ journey }) => ({ ...journey, startsAt }));
  const hashes = new Map(templates.map((bundle) => [bundle.name, bundleHash(bundle)]));
  return buildCatalog(journeys, hashes, catalog);
}
