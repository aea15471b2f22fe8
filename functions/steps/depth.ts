// How deep a run is in the journeys that lead to each other.

import type { Ports, Run } from '../../lib/ports.ts';

/** How many journeys led to where the run is: to the event that started it, or to the one that woke it last. */
export async function depthOfCause(
  { waits, timeline }: Pick<Ports, 'waits' | 'timeline'>,
  run: Run,
): Promise<number> {
  const last = (await waits.satisfied(run.customerId, run.id)).at(-1);
  const event = last && (await timeline.get(run.customerId, last.eventId));
  return Math.max(run.depth, event?.depth ?? 0);
}
