// What a template has to be told before it can be rendered.

import type { Needs } from '../condition/needs.ts';
import { derivedAttributes, TIER_EVENT } from '../tiers.ts';
import type { TemplateBundle } from './bundle.ts';

/** A template that names a derived attribute needs the orders it is derived from. */
export function templateNeeds(bundle: TemplateBundle): Needs {
  const text = Object.values(bundle.files).join('\n');
  const isTiered = derivedAttributes.some((name) => text.includes(name));
  return {
    events: new Set(isTiered ? [TIER_EVENT] : []),
    fates: false,
    webhooks: text.includes('webhook'),
    derived: isTiered,
  };
}
