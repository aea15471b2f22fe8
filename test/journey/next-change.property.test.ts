// Until the next change that is foretold, time alone changes nothing; and then, it does.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimelineEvent } from '../../lib/customer/event.ts';
import { formatInstant } from '../../lib/customer/time.ts';
import { type Condition, ConditionSchema } from '../../lib/journey/condition/condition.ts';
import { type ConditionFacts, holds } from '../../lib/journey/condition/evaluate.ts';
import { nextChange } from '../../lib/journey/condition/next-change.ts';
import { deriveTier } from '../../lib/journey/tiers.ts';
import { places } from './calendar/anywhere.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const YEAR = 366 * DAY;

type World = { zone: string; now: number; events: TimelineEvent[]; attributes: Record<string, string> };

const tiers = [
  { name: 'none', orders: 0 },
  { name: 'silver', orders: 2 },
  { name: 'gold', orders: 4 },
];

function factsIn(world: World): (now: number) => ConditionFacts {
  const orders = world.events.filter(({ type }) => type === 'order.placed').map(({ at }) => at);
  return (now) => ({
    now,
    zone: world.zone,
    refs: {
      customer: { ...world.attributes, ...deriveTier(tiers, world.attributes, orders, now, world.zone) },
      trigger: {},
    },
    consent: {},
    entry: { at: now, seq: 0 },
    events: world.events,
    fates: new Map(),
  });
}

const durations = fc.constantFrom('PT1H', 'P1D', 'P7D', 'P30D', 'P1M', 'P3M', 'P1Y', 'P1M10DT3H30M');
const backInTime = durations.map((duration) => `-${duration}`);
const types = fc.constantFrom('order.placed', 'visit');
const counts = fc.record({ op: fc.constantFrom('gte', 'eq', 'lt'), n: fc.integer({ min: 1, max: 3 }) });

const leaf: fc.Arbitrary<object> = fc.oneof(
  fc.record({ event: types, within: durations }),
  fc.record({ event: types, within: durations, count: counts.map(({ op, n }) => ({ [op]: n })) }),
  fc.record({ event: types, where: backInTime.map((after) => ({ due: { after } })) }),
  backInTime.map((before) => ({ attribute: 'since', before })),
  backInTime.map((after) => ({ attribute: 'since', after })),
  fc.integer({ min: 0, max: 3 }).map((lt) => ({ attribute: 'ordersToNextTier', lt })),
);

const { condition } = fc.letrec<{ condition: object }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}));

const conditions = condition.map((written): Condition => ConditionSchema.parse(written));

/** How long before or after now: mostly about as long as the durations, to the minute or not. */
const distances = fc.oneof(
  fc.integer({ min: -YEAR - 5 * DAY, max: 2 * DAY }),
  fc.constantFrom(0, 1, 30, 31, 90, 91, 92, 365, 366).map((days) => -days * DAY),
);

const worlds: fc.Arbitrary<World> = fc
  .record({
    place: places.filter(({ now }) => now > Date.UTC(1973, 0, 1)),
    happened: fc.array(fc.record({ type: types, ago: distances, due: distances }), { maxLength: 5 }),
    since: distances,
  })
  .map(({ place: { zone, now }, happened, since }) => ({
    zone,
    now,
    events: happened.map(({ type, ago, due }, seq) => ({
      id: `${seq}`,
      type,
      customerId: 'ann',
      at: now + ago,
      seq,
      depth: 0,
      properties: { due: formatInstant(now + due) },
    })),
    attributes: { since: formatInstant(now + since) },
  }));

describe('whatever is asked of whichever customer, wherever they live', () => {
  test('nothing changes by time alone before the moment that is foretold', () => {
    fc.assert(
      fc.property(
        conditions,
        worlds,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        (asked, world, shares) => {
          const factsAt = factsIn(world);
          const answer = (now: number) => holds(asked, factsAt(now));
          const next = nextChange(asked, factsAt, world.now);
          const end = next ?? world.now + 3 * YEAR;
          expect(end).toBeGreaterThan(world.now);
          const between = shares.map((share) => world.now + Math.floor(share * (end - 1 - world.now)));
          const near = [1, MINUTE, 15 * MINUTE, 60 * MINUTE, DAY].map((before) => end - before);
          for (const at of [...between, ...near]) {
            if (at > world.now) expect(answer(at), formatInstant(at)).toBe(answer(world.now));
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('at every minute around a change of the clocks, too', () => {
    fc.assert(
      fc.property(conditions, worlds, (asked, world) => {
        const factsAt = factsIn(world);
        let next = nextChange(asked, factsAt, world.now) ?? Infinity;
        let current = holds(asked, factsAt(world.now));
        for (let at = world.now; at < world.now + 2 * DAY; at += 15 * MINUTE) {
          // Whoever looks again when it is foretold is never wrong in between.
          while (next <= at) {
            current = holds(asked, factsAt(next));
            next = nextChange(asked, factsAt, next) ?? Infinity;
          }
          expect(holds(asked, factsAt(at)), formatInstant(at)).toBe(current);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('and at that moment it does change, unless there is much to try', () => {
    fc.assert(
      fc.property(conditions, worlds, (asked, world) => {
        const factsAt = factsIn(world);
        const next = nextChange(asked, factsAt, world.now);
        if (next !== undefined)
          expect(holds(asked, factsAt(next))).not.toBe(holds(asked, factsAt(world.now)));
      }),
      { numRuns: 500 },
    );
  });
});
