// Whatever a customer does, no journey sends more than its steps allow at worst.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../lib/customer/json.ts';
import { boundMessages } from '../../../lib/journey/analysis/message-bounds.ts';
import { WEEK } from '../../../lib/journey/analysis/passage.ts';
import { DAY } from '../../../lib/journey/calendar/local-time.ts';
import { aJourney } from '../../language/journeys.ts';
import { on, written } from '../../language/moments.ts';
import { season } from '../../language/season.ts';

const message = fc.constant({ type: 'message', channel: 'email', template: 't/hello' });

const wait = fc.constantFrom<JsonObject>(
  { type: 'wait', for: 'PT6H' },
  { type: 'wait', for: 'P1D' },
  { type: 'wait', for: 'P2D', at: '10:00' },
  { type: 'wait', at: '10:00' },
);

function list(depth: number): fc.Arbitrary<JsonObject[]> {
  const leaves = [message, message, wait];
  if (depth === 0) return fc.array(fc.oneof(...leaves), { maxLength: 3 });
  const inner = list(depth - 1);
  const waitFor = fc.record({
    type: fc.constant('waitFor'),
    event: fc.constant('e'),
    timeout: fc.constantFrom('PT12H', 'P2D', 'P6D'),
    from: fc.constantFrom('here', 'entry'),
    then: inner,
    else: fc.oneof(
      inner,
      inner.map((steps) => [...steps, { type: 'exit' }]),
    ),
  });
  const branch = fc.record({
    type: fc.constant('branch'),
    cases: inner.map((steps) => [{ when: { event: 'e' }, steps }]),
    else: inner,
  });
  const repeat = fc
    .record({ times: fc.integer({ min: 1, max: 4 }), steps: inner, bounded: fc.boolean() })
    .map(({ times, steps, bounded }) => ({
      type: 'repeat',
      times,
      steps,
      ...(bounded ? { until: { event: 'e', since: 'entry' } } : {}),
    }));
  return fc.array(fc.oneof(...leaves, waitFor, branch, repeat), { minLength: 1, maxLength: 4 });
}

const journey = fc.record({
  steps: list(2),
  reentry: fc.constantFrom<JsonObject[string]>('never', 'always', { after: 'P1D' }, { after: 'P3D' }),
  stops: fc.boolean(),
});

const START = Date.parse('2026-03-20T08:00:00Z');

const events = fc.array(
  fc.record({
    hours: fc.integer({ min: 0, max: 20 * 24 }),
    type: fc.constantFrom('start', 'start', 'e', 'e', 'stop'),
  }),
  { minLength: 1, maxLength: 25 },
);

/** The most of these moments within less than `window` (ms). */
function mostIn(moments: number[], window: number): number {
  return Math.max(
    0,
    ...moments.map((from) => moments.filter((at) => at >= from && at < from + window).length),
  );
}

const PATIENCE = 60_000;

test(
  'no replay sends more in a day or a week than the analysis allows',
  async () => {
    await fc.assert(
      fc.asyncProperty(journey, events, async ({ steps, reentry, stops }, happened) => {
        const fields = { steps, reentry, ...(stops ? { exit: [{ event: 'stop' }] } : {}) };
        const { perDay, perWeek } = boundMessages(aJourney(fields));
        const told = await season({
          journeys: [fields],
          customers: [{ id: 'ann', timezone: 'Europe/Berlin' }],
          events: happened.map(({ hours, type }) => on(written(START + hours * 3_600_000), type)),
        });
        const moments = told.messages
          .filter(({ status }) => status === 'sent')
          .map(({ at }) => Date.parse(at));
        const most = (bound: number | 'unbounded') => (bound === 'unbounded' ? Infinity : bound);
        expect(mostIn(moments, DAY)).toBeLessThanOrEqual(most(perDay));
        expect(mostIn(moments, WEEK)).toBeLessThanOrEqual(most(perWeek));
      }),
      { numRuns: 40 },
    );
  },
  PATIENCE,
);
