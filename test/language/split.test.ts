// `split`: shares of the customers, by hash: the same customer always goes the same way.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { branchOf } from '../../lib/journey/bucket.ts';
import { SplitSchema } from '../../lib/journey/steps/split.ts';
import { say } from './journeys.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const people = Array.from({ length: 1000 }, (_, number) => `customer-${number}`);
const few = people.slice(0, 200);
const branch = (name: string, weight = 1) => ({ name, weight, steps: [say(name)] });

describe('a split', () => {
  test('sends each customer down one branch, and counts who entered and converted', async () => {
    const { counts, messages } = await season({
      journeys: [
        {
          goal: { event: 'order.placed' },
          steps: [{ id: 's', type: 'split', branches: [branch('a', 3), branch('b', 1)] }, say('all')],
        },
      ],
      events: [
        ...few.map((name) => on('03-01', 'start', {}, name)),
        ...few.map((name) => on('03-02', 'order.placed', {}, name)),
      ],
    });
    const { a, b } = counts().splits.s ?? {};
    expect((a?.entered ?? 0) + (b?.entered ?? 0)).toBe(200);
    expect(a?.converted).toBe(a?.entered);
    expect(a?.entered).toBeGreaterThan(130);
    expect(a?.entered).toBeLessThan(170);
    const sent = (step: string) => messages.filter((message) => message.step === step).length;
    expect([sent('a'), sent('b'), sent('all')]).toEqual([a?.entered, b?.entered, 200]);
  });

  test('sends the same customer the same way at re-entry, in every round, and in a later version', async () => {
    const split = { id: 's', type: 'split', branches: [branch('a'), branch('b')] };
    const wayOf = async (steps: object[], starts: string[]) => {
      const { messages } = await season({
        journeys: [{ reentry: 'always', steps: JSON.parse(JSON.stringify(steps)) }],
        events: starts.flatMap((when) => few.slice(0, 25).map((name) => on(when, 'start', {}, name))),
      });
      const ways = Map.groupBy(messages, ({ customerId }) => customerId);
      return new Map([...ways].map(([customer, lines]) => [customer, lines.map(({ step }) => step)]));
    };
    const first = await wayOf([{ type: 'repeat', times: 2, steps: [split] }], ['03-01', '03-02']);
    const changed = { ...split, branches: [branch('a'), branch('b')], description: 'as before' };
    const later = await wayOf([{ type: 'wait', for: 'P1D' }, changed], ['03-01']);
    for (const [customer, ways] of first) {
      expect(ways).toHaveLength(4);
      expect(new Set([...ways, ...(later.get(customer) ?? [])]).size).toBe(1);
    }
    expect(new Set([...first.values()].flat())).toEqual(new Set(['a', 'b']));
  });

  test('is drawn anew for another step and another journey', () => {
    const split = (id: string) =>
      SplitSchema.parse({ id, type: 'split', branches: [branch('a'), branch('b')] });
    const differ = (one: string, journeyOne: string, two: string, journeyTwo: string) =>
      people.filter(
        (name) => branchOf(split(one), journeyOne, name) !== branchOf(split(two), journeyTwo, name),
      ).length;
    expect(differ('s', 'j', 't', 'j') / 1000).toBeCloseTo(0.5, 1);
    expect(differ('s', 'j', 's', 'k') / 1000).toBeCloseTo(0.5, 1);
  });

  test('keeps to its weights, whatever they are', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(weights, fc.string({ minLength: 1, maxLength: 8 }), (shares, journeyId) => {
        const split = SplitSchema.parse({
          id: 's',
          type: 'split',
          branches: shares.map((weight, number) => ({ name: `b${number}`, weight, steps: [] })),
        });
        const taken = Map.groupBy(people, (name) => branchOf(split, journeyId, name));
        const total = shares.reduce((sum, weight) => sum + weight, 0);
        shares.forEach((weight, number) => {
          const share = weight / total;
          // Five standard deviations: with this seed, and practically any other, it holds.
          const tolerance = 5 * Math.sqrt((share * (1 - share)) / people.length);
          const found = (taken.get(`b${number}`)?.length ?? 0) / people.length;
          expect(Math.abs(found - share)).toBeLessThan(tolerance);
        });
      }),
      { seed: 20260301, numRuns: 50 },
    );
  });

  test('counts the branch of a run that an event ended in the middle of it', async () => {
    const waits = (name: string) => ({ name, weight: 1, steps: [{ type: 'wait', for: 'P5D' }] });
    const { counts } = await season({
      journeys: [
        {
          exit: [{ event: 'left' }],
          steps: [{ id: 's', type: 'split', branches: [waits('a'), waits('b')] }],
        },
      ],
      events: [on('03-01', 'start'), on('03-02', 'left')],
    });
    const { a, b } = counts().splits.s ?? {};
    expect((a?.entered ?? 0) + (b?.entered ?? 0)).toBe(1);
  });
});
