// Journeys and events on the embedded engine, with every call of a store counted: what the model of costs is held to.

import { onTestFinished } from 'vitest';
import { countCalls } from '../../../bench/count-calls.ts';
import { wireEmbedded } from '../../../bin/wiring.ts';
import { profileOf } from '../../../lib/customer/apply-event.ts';
import type { CustomerEvent } from '../../../lib/customer/event.ts';
import type { Profile } from '../../../lib/customer/profile.ts';
import { seededChance } from '../../../lib/embedded/chance.ts';
import { VirtualClock } from '../../../lib/embedded/clock.ts';
import { openDatabase } from '../../../lib/embedded/database.ts';
import { createVirtualLoop } from '../../../lib/embedded/engine/virtual-loop.ts';
import { countSameWays } from '../../../lib/embedded/report/same-ways.ts';
import type { Catalog } from '../../../lib/journey/catalog.ts';
import type { JourneyRuns } from '../../../lib/journey/cost/frequencies.ts';
import { workOfRuns } from '../../../lib/journey/cost/measured.ts';
import { modelOf } from '../../../lib/journey/cost/model.ts';
import { add, type Calls, pieces, times, type Work } from '../../../lib/journey/cost/work.ts';
import type { TemplateBundle } from '../../../lib/journey/templates/bundle.ts';
import { templateNeeds } from '../../../lib/journey/templates/needs.ts';
import { deployable, type Workflows } from '../../language/journeys.ts';
import { asEvent, type Happening } from '../../language/moments.ts';

type Plan = Workflows & {
  events: Happening[];
  /** What is known of Ann; she agrees to e-mail and has an address, if absent. */
  ann?: Partial<Profile>;
};

/** `real` is what was counted, `modelled` what the model says of the same runs and events. */
export type Counted = { real: Work; modelled: Work; runs: Record<string, JourneyRuns> };

const reachable: Partial<Profile> = { email: 'ann@example.com', consent: { email: true } };

export async function countedRuns(plan: Plan): Promise<Counted> {
  const ann = { ...profileOf({ id: 'ann' }), ...reachable, ...plan.ann };
  const counted = await count({ ...deployable(plan), events: plan.events.map(asEvent), profiles: [ann] });
  // An event by which a step starts a journey is counted with the run that it starts, and is none of the input.
  const more = times(pieces.event, startedBySteps(plan));
  return { ...counted, modelled: withoutZeros(add(counted.modelled, more)) };
}

type Input = {
  catalog: Catalog;
  templates: readonly TemplateBundle[];
  events: readonly CustomerEvent[];
  profiles: readonly Profile[];
};

export async function count({ catalog, templates, events, profiles }: Input): Promise<Counted> {
  const database = openDatabase(':memory:', { durable: false });
  onTestFinished(() => database.close());
  const clock = new VirtualClock(events[0]?.at ?? 0);
  const sent = { email: 0, sms: 0, push: 0 };
  const counting = (channel: keyof typeof sent) => ({
    async send() {
      sent[channel] += 1;
    },
  });
  const senders = { email: counting('email'), sms: counting('sms'), push: counting('push') };
  const embedded = wireEmbedded(database, clock, seededChance(1), senders);
  const { stores, engine, ports } = embedded;
  for (const profile of profiles) await stores.profiles.change(profile.id, 'import', () => profile);
  await embedded.deploy(catalog, templates);
  const calls: Calls = countCalls(ports);
  const loop = createVirtualLoop(engine, clock);
  for (const event of events) {
    await loop.runUntil(event.at);
    await embedded.handle(event);
  }
  await loop.runOut();
  const runs = await countSameWays({
    runs: stores.runs.all(),
    stores,
    executions: engine.executions,
    catalog,
  });
  const work = embedded.work();
  const real: Work = {
    transitions: engine.executions.transitions(),
    invocations: work.invocations,
    jobs: work.queued,
    // Each event that is recorded came over the bus.
    events: calls['timeline.record'] ?? 0,
    emails: sent.email,
    texts: sent.sms,
    pushes: sent.push,
    calls,
  };
  const needs = new Map(templates.map((bundle) => [bundle.name, templateNeeds(bundle)]));
  const works = [...catalog.journeys.values()].map(({ journey, machine }) => {
    const own = runs[journey.id];
    return own ? workOfRuns(modelOf(journey, machine, needs, catalog.sending), own) : add();
  });
  const entered = Object.values(runs).flatMap(({ ways }) => ways.map((way) => way.runs));
  const others = times(pieces.event, events.length - entered.reduce((a, b) => a + b, 0));
  return { real, modelled: withoutZeros(add(...works, others)), runs };
}

function withoutZeros(work: Work): Work {
  return {
    ...work,
    calls: Object.fromEntries(Object.entries(work.calls).filter(([, count]) => count !== 0)),
  };
}

/** Runs that no event from outside started. */
function startedBySteps({ journeys }: Workflows): number {
  const steps = journeys.flatMap(({ steps = [] }) => (Array.isArray(steps) ? steps : []));
  return steps.filter((step) => JSON.stringify(step).includes('"type":"start"')).length;
}
