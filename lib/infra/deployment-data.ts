// The data that a deployment ships with its functions, as files: the catalog for all that decide, the templates for the
// one that keeps them.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../journey/catalog.ts';
import { dataOf } from '../journey/catalog-data.ts';
import type { DeclaredEvents } from '../journey/declared-events.ts';
import type { Retention } from '../journey/retention.ts';
import type { TemplateBundle } from '../journey/templates/bundle.ts';
import { versionOf } from '../journey/version.ts';
import type { BundleFiles } from './bundling.ts';

export type DeploymentData = {
  catalog: Catalog;
  templates: readonly TemplateBundle[];
  events?: DeclaredEvents | undefined;
  /** How long records are kept. */
  retention?: Retention | undefined;
};

/** Changes with the journeys, segments, tiers and templates. */
export function catalogVersionOf({ catalog, templates }: DeploymentData): string {
  const journeys = [...catalog.journeys].map(([id, { version }]) => [id, version] as const);
  return versionOf({ ...dataOf(catalog, templates), journeys });
}

export function writeData({ catalog, templates, events }: DeploymentData, folder: string): BundleFiles {
  const write = (name: string, value: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };
  const data = dataOf(catalog, templates, events);
  return {
    'catalog.json': write('catalog.json', data),
    'templates.json': write('templates.json', templates),
  };
}
