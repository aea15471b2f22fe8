// The templates that were deployed with this function. Those of earlier deployments stay in the table: runs in flight may
// need them for a year.

import { readFileSync } from 'node:fs';
import type { TemplateBundle } from '../../lib/journey/templates/bundle.ts';

/** Written by lib/infra/deployment-data.ts, beside the code. */
export function keptTemplates(): TemplateBundle[] {
  return JSON.parse(readFileSync(new URL('templates.json', import.meta.url), 'utf8'));
}
