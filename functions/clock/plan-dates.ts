// Keeps what is planned for a customer in step with the profile: the next moment of each `date` trigger.

import type { JsonObject } from '../../lib/customer/json.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import type { Catalog, Deployed } from '../../lib/journey/catalog.ts';
import { customerZone } from '../../lib/journey/steps/facts.ts';
import type { ClockTrigger } from '../../lib/journey/triggers/clock.ts';
import { clockOf, type Trigger } from '../../lib/journey/triggers/index.ts';
import type { DueIndex, DueItem, DueSubject } from '../../lib/ports.ts';

/** The pass that plans the dates of all customers. */
export const DATES_PASS = 'dates';

export type Clocked = Deployed & { clock: ClockTrigger<Trigger>; trigger: Trigger };

/** The journeys whose moments are each customer's own, or everyone's. */
export function clockedPer(per: ClockTrigger<Trigger>['per'], { clocked }: Catalog): Clocked[] {
  return clocked.flatMap((deployed) => {
    const { trigger } = deployed.journey;
    const clock = clockOf(trigger);
    return clock?.per === per ? [{ ...deployed, clock, trigger }] : [];
  });
}

/** Plans the customer's next moment of each journey, from `now` (ms) on, and drops what no longer comes. */
export async function planDates(
  due: DueIndex,
  catalog: Catalog,
  profile: Profile,
  now: number,
): Promise<void> {
  for (const clocked of clockedPer('customer', catalog)) {
    const subject: DueSubject = { kind: 'trigger', id: clocked.journey.id, customerId: profile.id };
    const planned = await due.planned(subject);
    if (planned && isDueStill(clocked, profile, planned, now)) continue;
    const at = nextFor(clocked, profile, now);
    const rule = clocked.clock.rule(clocked.trigger);
    if (at === undefined) {
      if (planned) await due.drop(subject);
    } else if (planned?.at !== at || planned.rule !== rule) {
      await due.plan({ ...subject, at, rule });
    }
  }
}

/** The first moment (ms) not before `from` at which the journey's trigger comes for this customer, while it takes entries. */
export function nextFor(
  { journey, clock, trigger }: Clocked,
  profile: Profile,
  from: number,
): number | undefined {
  const zone = customerZone(profile, journey.timezone ?? 'UTC');
  const customer: JsonObject = profile.attributes;
  const at = clock.next(trigger, { from: Math.max(from, journey.startsAt ?? from), zone, customer });
  return at !== undefined && at < (journey.endsAt ?? Infinity) ? at : undefined;
}

/** Whether a moment that has come, and has not been taken up yet, still is the customer's. */
function isDueStill(clocked: Clocked, profile: Profile, planned: DueItem, now: number): boolean {
  if (planned.at > now || planned.rule !== clocked.clock.rule(clocked.trigger)) return false;
  return nextFor(clocked, profile, planned.at) === planned.at;
}
