// The moment of a trigger has come: for one customer, an event starts the journey; for everyone, a pass through all
// customers does so for those in the audience. Then the next moment is planned.

import { emptyProfile } from '../../lib/customer/apply-event.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import { formatInstant } from '../../lib/customer/time.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import { holds } from '../../lib/journey/condition/evaluate.ts';
import { conditionNeeds } from '../../lib/journey/condition/needs.ts';
import { dueEvent } from '../../lib/journey/triggers/clock.ts';
import type { DueItem, Ports } from '../../lib/ports.ts';
import { type FactPorts, factsAtEntry } from '../facts.ts';
import { startPass } from '../passes/pass.ts';
import { type Clocked, clockedPer, nextFor } from './plan-dates.ts';

/** The passes of schedules are named so, then by journey and moment. */
export const SCHEDULE_PASS = 'schedule';

export type TriggerPorts = FactPorts & Pick<Ports, 'bus' | 'clock' | 'due' | 'passes' | 'queues'>;

export async function triggerDue(ports: TriggerPorts, catalog: Catalog, item: DueItem): Promise<void> {
  const per = item.customerId === '' ? 'everyone' : 'customer';
  const clocked = clockedPer(per, catalog).find(({ journey }) => journey.id === item.id);
  // A journey that is gone, or that has another trigger now, was planned anew when it was deployed.
  if (!clocked || clocked.clock.rule(clocked.trigger) !== item.rule) return;
  if (per === 'everyone') await everyoneIsDue(ports, clocked, item);
  else await customerIsDue(ports, clocked, item);
}

async function customerIsDue(ports: TriggerPorts, clocked: Clocked, item: DueItem): Promise<void> {
  const profile = await ports.profiles.get(item.customerId);
  if (!profile) return;
  // The profile may have changed since this was planned; then the change planned the right moment.
  if (nextFor(clocked, profile, item.at) !== item.at) return;
  await ports.bus.put([dueEvent(item.id, item.customerId, item.at)]);
  await planNext(ports, clocked, profile, item);
}

async function everyoneIsDue(ports: TriggerPorts, clocked: Clocked, item: DueItem): Promise<void> {
  const now = ports.clock.now();
  // After a time when nothing ran, one moment stands for all that were missed.
  const at = clocked.clock.lastMissed?.(clocked.trigger, item.at, now) ?? item.at;
  await startPass(ports, `${SCHEDULE_PASS}:${item.id}:${formatInstant(at)}`, String(at));
  await planNext(ports, clocked, emptyProfile(''), { ...item, at: Math.max(at, now) });
}

async function planNext(
  ports: TriggerPorts,
  clocked: Clocked,
  profile: Profile,
  item: DueItem,
): Promise<void> {
  const at = nextFor(clocked, profile, item.at + 1);
  const known = await ports.due.planned(item);
  // Something planned meanwhile is newer than what this job knows.
  if (known && known.at !== item.at) return;
  if (at !== undefined) await ports.due.plan({ ...item, at });
}

/** What a pass of a schedule does for each customer; undefined if the journey has no such schedule any more. */
export function enterAudience(ports: TriggerPorts, catalog: Catalog, pass: string, version: string) {
  const [, id = ''] = pass.split(':');
  const clocked = clockedPer('everyone', catalog).find(({ journey }) => journey.id === id);
  if (!clocked) return undefined;
  const { audience, timezone } = clocked.journey;
  const at = Number(version);
  return async (profile: Profile): Promise<void> => {
    const event = dueEvent(id, profile.id, at);
    if (audience) {
      const place = { ...event, seq: Number.MAX_SAFE_INTEGER };
      const needs = conditionNeeds(audience);
      const facts = await factsAtEntry(ports, catalog, place, profile, timezone ?? 'UTC', needs);
      if (!holds(audience, facts)) return;
    }
    await ports.bus.put([event]);
  };
}
