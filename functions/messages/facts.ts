// What a message is decided and rendered from.

import type { Catalog } from '../../lib/journey/catalog.ts';
import type { Needs } from '../../lib/journey/condition/needs.ts';
import type { StepFacts } from '../../lib/journey/steps/facts.ts';
import { channelsOf, type TemplateBundle } from '../../lib/journey/templates/bundle.ts';
import { derivedAttributes, TIER_EVENT } from '../../lib/journey/tiers.ts';
import type { Ports, Run } from '../../lib/ports.ts';
import { factsOfRun, nothingNeeded } from '../facts.ts';

export async function factsForMessage(
  ports: Ports,
  catalog: Catalog,
  run: Run,
  bundle: TemplateBundle,
): Promise<StepFacts> {
  const now = ports.clock.now();
  const facts = await factsOfRun(ports, catalog, run, now, needsOf(bundle));
  return {
    ...facts,
    journeyZone: run.journeyZone,
    reachedAt: now,
    cursor: run.entry,
    satisfied: new Set(),
    written: channelsOf(bundle),
  };
}

const tierNeeds: Needs = { events: new Set([TIER_EVENT]), fates: false };
const needsByBundle = new WeakMap<TemplateBundle, Needs>();

/** A template that names a derived attribute needs the orders it is derived from. */
function needsOf(bundle: TemplateBundle): Needs {
  let needs = needsByBundle.get(bundle);
  if (!needs) {
    const text = Object.values(bundle.files).join('\n');
    needs = derivedAttributes.some((name) => text.includes(name)) ? tierNeeds : nothingNeeded;
    needsByBundle.set(bundle, needs);
  }
  return needs;
}
