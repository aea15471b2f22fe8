// The journeys as they are deployed: each with its machine and version, found by the event that may start it.

import type { CustomerEvent } from '../customer/event.ts';
import { hearingsOf } from './analysis/hearings.ts';
import type { MachineDefinition } from './compile/asl.ts';
import { compileJourney, type TemplateHashes } from './compile/compile.ts';
import type { TimeScale } from './compile/time-scale.ts';
import type { Condition } from './condition/condition.ts';
import { conditionNeeds, type Needs } from './condition/needs.ts';
import type { Deliverability } from './deliverability/settings.ts';
import type { Journey } from './journey.ts';
import { resolveJourney, resolveSegments } from './segments/resolve.ts';
import { SEGMENT, SEGMENT_ENTERED, SEGMENT_LEFT, type Segment } from './segments/segment.ts';
import type { SendingRules } from './sending/sending-rules.ts';
import { walkSteps } from './step-ids.ts';
import type { Split } from './steps/split.ts';
import type { Company } from './templates/company.ts';
import type { Tiers } from './tiers.ts';
import { DUE_EVENT, isDueFor } from './triggers/clock.ts';
import { clockOf, triggerOf } from './triggers/index.ts';
import { asksFor, START_EVENT } from './triggers/start-event.ts';
import { versionOf } from './version.ts';

export type Deployed = { journey: Journey; version: string; machine: MachineDefinition; splits: Split[] };

export type Catalog = {
  journeys: ReadonlyMap<string, Deployed>;
  /** The journeys that this event may start, by id: those that listen to its type, or the one that a step named. */
  startedBy(event: CustomerEvent): readonly Deployed[];
  /** The journeys that the clock starts. */
  clocked: readonly Deployed[];
  segments: readonly DeployedSegment[];
  tiers: Tiers | null;
  /** Caps and quiet hours; null where there are none. */
  sending: SendingRules | null;
  /** What deliverability.json sets; absent where there is none. */
  deliverability?: Deliverability;
  /** Who writes; what messages say of it is always the present. */
  company: Company | null;
};

/** `when` has nothing left to fill in; `isHeard` says whether any journey could hear of who enters or leaves. */
export type DeployedSegment = {
  id: string;
  when: Condition;
  version: string;
  needs: Needs;
  isHeard: boolean;
};

/** What lies beside the journeys in their folder, and applies to all of them. */
export type Beside = {
  tiers?: Tiers | null | undefined;
  segments?: readonly Pick<Segment, 'id' | 'when'>[];
  sending?: SendingRules | null | undefined;
  company?: Company | null | undefined;
  deliverability?: Deliverability | undefined;
};

export function buildCatalog(
  journeys: readonly Journey[],
  templates: TemplateHashes,
  { tiers = null, segments = [], sending = null, company = null, deliverability }: Beside = {},
  timeScale?: TimeScale,
): Catalog {
  const resolved = resolveSegments(new Map(segments.map(({ id, when }) => [id, when])));
  const deployed = journeys
    .map((journey) => deploy(resolveJourney(journey, resolved), templates, timeScale))
    .sort((a, b) => (a.journey.id < b.journey.id ? -1 : 1));
  const byType = Map.groupBy(deployed, ({ journey }) =>
    triggerOf(journey.trigger).listensTo(journey.trigger),
  );
  const clocked = deployed.filter(({ journey }) => clockOf(journey.trigger));
  return {
    journeys: new Map(deployed.map((one) => [one.journey.id, one])),
    startedBy(event) {
      // These name their journey; the others with such a trigger have nothing to say to them.
      if (event.type === START_EVENT) return deployed.filter(({ journey }) => asksFor(event, journey.id));
      if (event.type === DUE_EVENT) return clocked.filter(({ journey }) => isDueFor(event, journey.id));
      return byType.get(event.type) ?? [];
    },
    clocked,
    segments: [...resolved].map(([id, when]) => deploySegment(id, when, journeys)),
    tiers,
    sending,
    company,
    ...(deliverability && { deliverability }),
  };
}

function deploy(journey: Journey, templates: TemplateHashes, timeScale?: TimeScale): Deployed {
  const machine = compileJourney(journey, templates, timeScale);
  const splits = [...walkSteps(journey.steps)].map(({ step }) => step).filter(isSplit);
  return { journey, machine, version: versionOf({ journey, machine }), splits };
}

function deploySegment(id: string, when: Condition, journeys: readonly Journey[]): DeployedSegment {
  const isHeard = journeys.some((journey) =>
    hearingsOf(journey).some(({ pattern: { event, where } }) => {
      if (event !== SEGMENT_ENTERED && event !== SEGMENT_LEFT) return false;
      const asked = where?.[SEGMENT];
      return typeof asked !== 'string' || asked === id;
    }),
  );
  return { id, when, version: versionOf(when), needs: conditionNeeds(when), isHeard };
}

function isSplit(step: { type: string }): step is Split {
  return step.type === 'split';
}
