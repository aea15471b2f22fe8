// Feedback comes in any order, and more than once: in the end an address stands as if it had come in order.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey } from '../../../lib/journey/deliverability/address.ts';
import {
  afterDelivery,
  afterSoftBounce,
  freshStanding,
  inForce,
  type Standing,
} from '../../../lib/journey/deliverability/standing.ts';

const day = 86_400_000;
const rule = { inARow: 3, within: 20 * day, suppressFor: 30 * day };
const fresh = freshStanding(addressKey('email', 'ada@example.com'));

type Told = { at: number; isDelivery: boolean };

const happened = fc
  .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 9 })
  .chain((days) =>
    fc.tuple(...days.map((nth) => fc.record({ at: fc.constant(nth * day), isDelivery: fc.boolean() }))),
  );

function standingAfter(told: readonly Told[]): Standing {
  return told.reduce(
    (standing, { at, isDelivery }) =>
      isDelivery
        ? afterDelivery(standing, at, rule)
        : afterSoftBounce(standing, { id: String(at), at, source: 'ses' }, rule),
    fresh,
  );
}

test('in whatever order it is told, an address is suppressed or is not, and until the same moment', () => {
  const orders = happened.chain((told) =>
    fc.record({
      inOrder: fc.constant([...told].sort((a, b) => a.at - b.at)),
      asTold: fc.shuffledSubarray([...told, ...told], { minLength: 2 * told.length }),
    }),
  );
  let suppressed = 0;
  fc.assert(
    fc.property(orders, ({ inOrder, asTold }) => {
      const now = 61 * day;
      const expected = inForce(standingAfter(inOrder), now)?.until;
      if (expected !== undefined) suppressed += 1;
      expect(inForce(standingAfter(asTold), now)?.until).toBe(expected);
    }),
    { numRuns: 2000, seed: 5 },
  );
  // Or it would say nothing.
  expect(suppressed).toBeGreaterThan(100);
});
