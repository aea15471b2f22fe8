// Any journey of waits, loops and branches, with any events: the engine and the second reading of the contract agree.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DecisionRecord } from '../../lib/ports.ts';
import { live } from './live.ts';
import { type Event, whatHappens } from './model.ts';
import { moment, on, written } from './moments.ts';
import { journeyOf, models, types } from './random-journeys.ts';
import { season } from './season.ts';

const HOUR = 3_600_000;
const type = fc.constantFrom(...types);

/** Events in the order of their arrival, of which a customer's first is a start. */
function events(lateness: fc.Arbitrary<number>): fc.Arbitrary<Event[]> {
  const happened = fc.record({
    hour: fc.integer({ min: 0, max: 16 }),
    type: fc.oneof({ weight: 4, arbitrary: type }, { weight: 1, arbitrary: fc.constant('start') }),
    late: lateness,
  });
  const arrival = ({ hour, late }: Event) => hour + late;
  return fc
    .tuple(fc.array(happened, { minLength: 4, maxLength: 24, size: 'max' }), lateness)
    .map(([list, late]) =>
      [{ hour: 0, type: 'start', late }, ...list].toSorted((one, other) => arrival(one) - arrival(other)),
    );
}

const START = moment('03-01');

/** The decisions of the engine, in the words of the model. */
function inWords(decisions: DecisionRecord[]): string[] {
  return decisions
    .filter(({ kind }) => kind === 'message' || kind === 'end')
    .map(({ at, kind, outcome, stepId, visit }) => {
      const hour = (at - START) / HOUR;
      return `${hour} ${kind === 'end' ? outcome : `${stepId} ${visit}`}`;
    });
}

const happening = ({ hour, type: name }: Event, customer?: string) =>
  on(written(START + hour * HOUR), name, {}, customer);

test('what customers get, when, and how each run ends', async () => {
  const lists = fc.array(events(fc.constant(0)), { minLength: 5, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(models, lists, async (journey, all) => {
      const customers = all.map((_, number) => `customer-${number}`);
      const { explain, counts } = await season({
        journeys: [journeyOf(journey)],
        events: all.flatMap((list, number) => list.map((one) => happening(one, customers[number]))),
      });
      expect(counts().failed).toBe(0);
      const found = await Promise.all(customers.map(async (customer) => inWords(await explain(customer))));
      expect(found).toEqual(all.map((list) => whatHappens(journey, list)));
    }),
    { seed: 20260301, numRuns: 12 },
  );
});

test('the same, with events that arrive late', async () => {
  const late = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 6 }));
  await fc.assert(
    fc.asyncProperty(models, events(late), async (journey, list) => {
      const world = await live({ from: '03-01', journeys: [journeyOf(journey)] });
      for (const one of list) {
        await world.goTo(written(START + (one.hour + one.late) * HOUR));
        await world.arrives(happening(one));
        await world.settle();
      }
      await world.goTo('05-01');
      const found = inWords(await world.stores.decisions.of('ann'));
      expect(found).toEqual(whatHappens(journey, list));
    }),
    { seed: 20260301, numRuns: 30 },
  );
});
