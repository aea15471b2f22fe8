// The journey that the ASL runtime is measured on, compiled as any other: a branch, a split, an update and an emit. What is
// measured is the machine, so its functions answer at once.

import type { Json, JsonObject } from '../../lib/customer/json.ts';
import { buildCatalog, type Deployed } from '../../lib/journey/catalog.ts';
import { JourneySchema } from '../../lib/journey/journey.ts';

const journey = JourneySchema.parse({
  id: 'bench',
  trigger: { type: 'event', event: 'order.placed' },
  steps: [
    {
      id: 'who',
      type: 'branch',
      cases: [{ when: { attribute: 'tier', eq: 'gold' }, steps: [] }],
      else: [{ id: 'none', type: 'exit' }],
    },
    {
      id: 'offer',
      type: 'split',
      branches: [
        { name: 'points', weight: 1, steps: [{ id: 'reward', type: 'update', add: { points: 100 } }] },
        { name: 'nothing', weight: 1, steps: [] },
      ],
    },
    { id: 'tell', type: 'emit', event: 'offer.made', properties: { points: 100 } },
  ],
});

/** States that one run enters. */
export const TRANSITIONS = 5;

/** What the functions of the machine answer, by name. */
export const answers = {
  decideStep: { case: 0 },
  updateProfile: {},
  emitEvent: {},
} satisfies { [name: string]: Json };

export function deployedJourney(): Deployed {
  const deployed = buildCatalog([journey], new Map()).journeys.get(journey.id);
  if (!deployed) throw new Error('the journey of the benchmark was not compiled');
  return deployed;
}

/** The input of a run, as a starting event gives it. */
export function inputOf(customerId: string, version: string): JsonObject {
  return {
    customerId,
    journeyId: journey.id,
    version,
    entry: { at: 1_772_323_200_000, seq: 1 },
    buckets: { offer: 'points' },
  };
}
