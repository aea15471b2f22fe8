// The model against a season of the demo's shop: hundreds of runs that events end, wake and overlap.

import { expect, test } from 'vitest';
import { loadWorkflows } from '../../../bin/workflows.ts';
import { profileOf } from '../../../lib/customer/apply-event.ts';
import { parseInstant } from '../../../lib/customer/time.ts';
import { generateSeason } from '../../../lib/shop/season.ts';
import { count } from './counted-runs.ts';

test('a season of a shop makes the transitions, calls of functions, jobs and messages that the model says', async () => {
  const { catalog, templates } = await loadWorkflows('workflows');
  const from = parseInstant('2025-03-02T00:00:00Z') ?? 0;
  const { customers, events } = generateSeason({ seed: 7, customers: 60, from, days: 300 });
  const { real, modelled, runs } = await count({
    // Looks at segments are no work of runs.
    catalog: { ...catalog, segments: [] },
    templates,
    events,
    profiles: customers.map(profileOf),
  });
  const { calls: _real, ...counts } = real;
  const { calls: _modelled, ...expected } = modelled;
  const ways = Object.values(runs).flatMap((journey) => journey.ways);
  expect(new Set(ways.map(({ end }) => end))).toEqual(new Set(['last step', 'exit step', 'event']));
  expect(expected).toEqual(counts);
});
