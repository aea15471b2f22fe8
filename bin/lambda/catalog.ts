// The catalog that was deployed with this function.

import { readFileSync } from 'node:fs';
import { type CatalogData, catalogOf } from '../../lib/journey/catalog-data.ts';
import { timeScale } from './environment.ts';

/** Written by lib/infra/deployment-data.ts, beside the code. */
export const data: CatalogData = JSON.parse(readFileSync(new URL('catalog.json', import.meta.url), 'utf8'));

const deployed = catalogOf(data, timeScale);

export const catalog = () => deployed;
