// The audience is asked before a run begins: it knows of no entry and no messages.

import { clockOf } from '../triggers/index.ts';
import type { Check } from './check.ts';
import { placedLeaves } from './places.ts';

export const audience: Check = function* ({ journey, conditions }) {
  if (clockOf(journey.trigger)?.per === 'everyone' && !journey.audience) {
    const message =
      'a schedule enters everyone in the audience, so it needs one; for all customers, write { "attribute": "id", "exists": true }';
    yield { path: ['trigger'], message };
  }
  for (const { condition, path } of conditions
    .filter((one) => one.inAudience)
    .flatMap((one) => [...placedLeaves(one)])) {
    if ('message' in condition) {
      const message = 'the audience is asked before the journey has sent anything; ask in a branch instead';
      yield { path: [...path, 'message'], message };
    }
    if ('event' in condition && condition.since === 'entry') {
      const message =
        'the audience is asked at entry, and nothing can have happened since; leave it out, or use within';
      yield { path: [...path, 'since'], message };
    }
  }
};
