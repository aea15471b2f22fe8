// A new catalog comes into use: what the clock has to start is planned. What was planned by the same rule stays, so
// that a moment that passed while nothing ran is not lost.

import { emptyProfile } from '../lib/customer/apply-event.ts';
import type { Catalog } from '../lib/journey/catalog.ts';
import { versionOf } from '../lib/journey/version.ts';
import type { DueSubject, Ports } from '../lib/ports.ts';
import { clockedPer, DATES_PASS, nextFor } from './clock/plan-dates.ts';
import { startPass } from './passes/pass.ts';

type DeployPorts = Pick<Ports, 'clock' | 'due' | 'passes' | 'queues'>;

export async function deployCatalog(ports: DeployPorts, catalog: Catalog): Promise<void> {
  await planSchedules(ports, catalog);
  const dated = clockedPer('customer', catalog);
  if (dated.length === 0) return;
  // Customers whom events bring are planned as they come; those who are known already, by a pass in the background.
  const rules = dated.map(({ journey, clock, trigger }) => {
    const { id, startsAt = null, endsAt = null, timezone = null } = journey;
    return { id, startsAt, endsAt, timezone, rule: clock.rule(trigger) };
  });
  await startPass(ports, DATES_PASS, versionOf(rules));
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
