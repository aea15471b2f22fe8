// Looks at the rates of complaints and bounces after each of them, and pauses marketing where they are too high: that of
// the journey, and all of it.

import { countsSince, dayOf, isToPause, type PauseLimits } from '../../lib/journey/deliverability/rates.ts';
import type { Ports } from '../../lib/ports.ts';

type RatePorts = Pick<Ports, 'rates' | 'pauses' | 'clock'>;

/** How a pause begins in the log: on AWS a metric filter looks for it (lib/infra/alarms/pause-rule.ts). */
export const PAUSED = 'marketing is paused';

export async function pauseByRates(
  { rates, pauses, clock }: RatePorts,
  limits: PauseLimits,
  journeyId: string,
): Promise<void> {
  const now = clock.now();
  const since = dayOf(now) - limits.days + 1;
  const [days, resumptions] = await Promise.all([rates.since(since), pauses.resumptions()]);
  for (const scope of [journeyId, '']) {
    const own = scope === '' ? days : days.filter((day) => day.journeyId === scope);
    const baseline = resumptions.find((one) => one.journeyId === scope)?.baseline;
    const reason = isToPause(countsSince(own, since, baseline), limits);
    if (reason === undefined) continue;
    const isNew = await pauses.pause({ journeyId: scope, reason, by: 'rates', at: now });
    if (isNew) console.error(`${PAUSED} ${scope === '' ? 'as a whole' : `in ${scope}`}: ${reason}`);
  }
}

/** Ends a pause; what was counted until now counts no longer. False if there is none. */
export async function resumeMarketing(
  { rates, pauses, clock }: RatePorts,
  journeyId: string,
  by: string,
): Promise<boolean> {
  const at = clock.now();
  const day = dayOf(at);
  const days = await rates.since(day);
  const own = journeyId === '' ? days : days.filter((one) => one.journeyId === journeyId);
  const baseline = { day, ...countsSince(own, day) };
  return pauses.resume({ journeyId, by, at, baseline });
}
