// What a message is decided and rendered from.

import type { Catalog } from '../../lib/journey/catalog.ts';
import type { ChannelName } from '../../lib/journey/channels/index.ts';
import type { Needs } from '../../lib/journey/condition/needs.ts';
import { rulesFor } from '../../lib/journey/sending/own-cap.ts';
import type { StepFacts } from '../../lib/journey/steps/facts.ts';
import type { Message } from '../../lib/journey/steps/message.ts';
import { channelsOf, type TemplateBundle } from '../../lib/journey/templates/bundle.ts';
import { templateNeeds } from '../../lib/journey/templates/needs.ts';
import type { Ports, Run } from '../../lib/ports.ts';
import { type FactPorts, factsOfRun } from '../facts.ts';
import { pauseOf, type SendingPorts, suppressedFor } from './deliverability.ts';

export async function factsForMessage(
  ports: FactPorts & SendingPorts & Pick<Ports, 'clock'>,
  catalog: Catalog,
  run: Run,
  step: Message,
  bundle: TemplateBundle,
): Promise<StepFacts> {
  const now = ports.clock.now();
  const { needs, written } = traitsOf(bundle);
  const facts = await factsOfRun(ports, catalog, run, now, needs);
  const paused = step.purpose === 'marketing' ? await pauseOf(ports, run.journeyId) : undefined;
  return {
    ...facts,
    suppressed: await suppressedFor(ports, step, facts.profile, now),
    ...(paused !== undefined && { paused }),
    journeyZone: run.journeyZone,
    reachedAt: now,
    cursor: run.entry,
    satisfied: new Set(),
    written,
    sendingRules: rulesFor(catalog.sending, facts.profile),
  };
}

/** What a template asks of the facts, and the channels it is written for. */
type Traits = { needs: Needs; written: ReadonlySet<ChannelName> };

const traitsByBundle = new WeakMap<TemplateBundle, Traits>();

function traitsOf(bundle: TemplateBundle): Traits {
  let traits = traitsByBundle.get(bundle);
  if (!traits) {
    traits = { needs: templateNeeds(bundle), written: channelsOf(bundle) };
    traitsByBundle.set(bundle, traits);
  }
  return traits;
}
