// The journeys as they are deployed: each with its machine and version, found by the event that may start it.

import type { CustomerEvent } from '../customer/event.ts';
import type { MachineDefinition } from './compile/asl.ts';
import { compileJourney, type TemplateHashes } from './compile/compile.ts';
import type { Journey } from './journey.ts';
import { walkSteps } from './step-ids.ts';
import type { Split } from './steps/split.ts';
import type { Tiers } from './tiers.ts';
import { DUE_EVENT, isDueFor } from './triggers/clock.ts';
import { clockOf, triggerOf } from './triggers/index.ts';
import { asksFor, starterOf } from './triggers/start-event.ts';
import { versionOf } from './version.ts';

export type Deployed = { journey: Journey; version: string; machine: MachineDefinition; splits: Split[] };

export type Catalog = {
  journeys: ReadonlyMap<string, Deployed>;
  /** The journeys that this event may start, by id: those that listen to its type, or the one that a step named. */
  startedBy(event: CustomerEvent): readonly Deployed[];
  /** The journeys that the clock starts. */
  clocked: readonly Deployed[];
  tiers: Tiers | null;
};

export function buildCatalog(
  journeys: readonly Journey[],
  templates: TemplateHashes,
  tiers: Tiers | null,
): Catalog {
  const deployed = journeys
    .map((journey) => deploy(journey, templates))
    .sort((a, b) => (a.journey.id < b.journey.id ? -1 : 1));
  const byType = Map.groupBy(deployed, ({ journey }) =>
    triggerOf(journey.trigger).listensTo(journey.trigger),
  );
  const clocked = deployed.filter(({ journey }) => clockOf(journey.trigger));
  return {
    journeys: new Map(deployed.map((one) => [one.journey.id, one])),
    startedBy(event) {
      // These name their journey; the others with such a trigger have nothing to say to them.
      if (starterOf(event)) return deployed.filter(({ journey }) => asksFor(event, journey.id));
      if (event.type === DUE_EVENT) return clocked.filter(({ journey }) => isDueFor(event, journey.id));
      return byType.get(event.type) ?? [];
    },
    clocked,
    tiers,
  };
}

function deploy(journey: Journey, templates: TemplateHashes): Deployed {
  const machine = compileJourney(journey, templates);
  const splits = [...walkSteps(journey.steps)].map(({ step }) => step).filter(isSplit);
  return { journey, machine, version: versionOf({ journey, machine }), splits };
}

function isSplit(step: { type: string }): step is Split {
  return step.type === 'split';
}
