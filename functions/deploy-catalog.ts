// A new catalog comes into use: what the clock has to start is planned, and segments that are new or changed are looked
// at for all customers. What was planned by the same rule stays, so that a moment that passed while nothing ran is not
// lost.

import { emptyProfile } from '../lib/customer/apply-event.ts';
import type { Catalog } from '../lib/journey/catalog.ts';
import { versionOf } from '../lib/journey/version.ts';
import type { DueSubject, Ports } from '../lib/ports.ts';
import { clockedPer, DATES_PASS, nextFor } from './clock/plan-dates.ts';
import { startPass } from './passes/pass.ts';
import { BACKFILL_PASS, SEGMENT_PASS } from './segments/looks.ts';

type DeployPorts = Pick<Ports, 'clock' | 'due' | 'passes' | 'queues'>;

export async function deployCatalog(ports: DeployPorts, catalog: Catalog): Promise<void> {
  await planSchedules(ports, catalog);
  await lookAtSegments(ports, catalog);
  for (const { journey } of catalog.journeys.values()) {
    const { trigger } = journey;
    // Only once, so the version is always the same.
    if (trigger.type === 'segment' && trigger.backfill)
      await startPass(ports, `${BACKFILL_PASS}:${journey.id}`, '1');
  }
  const dated = clockedPer('customer', catalog);
  if (dated.length === 0) return;
  // Customers whom events bring are planned as they come; those who are known already, by a pass in the background.
  const rules = dated.map(({ journey, clock, trigger }) => {
    const { id, startsAt = null, endsAt = null, timezone = null } = journey;
    return { id, startsAt, endsAt, timezone, rule: clock.rule(trigger) };
  });
  await startPass(ports, DATES_PASS, versionOf(rules));
}

async function lookAtSegments(ports: DeployPorts, { segments }: Catalog): Promise<void> {
  const passes = new Map(segments.map(({ id, version }) => [`${SEGMENT_PASS}:${id}`, version]));
  for (const { name } of await ports.passes.all()) {
    // Should the segment come back, all customers are looked at again.
    if (name.startsWith(`${SEGMENT_PASS}:`) && !passes.has(name)) await ports.passes.drop(name);
  }
  for (const [name, version] of passes) await startPass(ports, name, version);
}

async function planSchedules({ clock, due }: DeployPorts, catalog: Catalog): Promise<void> {
  for (const clocked of clockedPer('everyone', catalog)) {
    const subject: DueSubject = { kind: 'trigger', id: clocked.journey.id, customerId: '' };
    const rule = clocked.clock.rule(clocked.trigger);
    const planned = await due.planned(subject);
    const next = nextFor(clocked, emptyProfile(''), clock.now());
    if (planned?.rule === rule && planned.at <= clock.now()) continue;
    if (next === undefined) {
      if (planned) await due.drop(subject);
    } else if (planned?.at !== next || planned.rule !== rule) {
      await due.plan({ ...subject, at: next, rule });
    }
  }
}
