// Any journey of waits, loops and branches, with any events: the engine and the second reading of the contract agree.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import type { DecisionRecord } from '../../lib/ports.ts';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { type Condition, type Event, type Model, type Step, whatHappens } from './model.ts';
import { moment, on, written } from './moments.ts';
import { season } from './season.ts';

const HOUR = 3_600_000;
const type = fc.constantFrom('a', 'b', 'c');
const condition: fc.Arbitrary<Condition> = fc.record({
  event: type,
  since: fc.constant('entry'),
  count: fc.record({ gte: fc.integer({ min: 1, max: 3 }) }),
});

const { steps } = fc.letrec<{ steps: Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie('step'), { maxLength: 3, depthIdentifier: 'steps' }),
  step: fc.oneof(
    { depthSize: 'small', depthIdentifier: 'steps' },
    { weight: 2, arbitrary: fc.constant<Step>({ type: 'message', id: '' }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('wait'), hours: fc.integer({ min: 1, max: 4 }) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        type: fc.constant('waitFor'),
        event: type,
        hours: fc.integer({ min: 1, max: 9 }),
        from: fc.constantFrom('here', 'entry'),
        since: fc.boolean(),
        seen: tie('steps'),
        missed: tie('steps'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('repeat'),
        times: fc.integer({ min: 1, max: 3 }),
        until: fc.option(condition, { nil: undefined }),
        steps: fc.tuple(tie('step'), tie('steps')).map(([first, rest]) => [first, ...rest]),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('branch'),
        when: condition,
        yes: tie('steps'),
        no: tie('steps'),
      }),
    },
  ),
}));

const model: fc.Arbitrary<Model> = fc
  .record({
    steps: fc.tuple(steps, steps, steps, fc.boolean()).map(([first, second, third, exits]): Step[] => {
      const all: Step[] = [...first, ...second, ...third, { type: 'message', id: '' }];
      return exits ? [...all, { type: 'exit' }] : all;
    }),
    exit: fc.option(type, { nil: undefined, freq: 1 }),
    reentry: fc.constantFrom('never' as const, 'always' as const),
    trigger: fc.constantFrom('start', 'a'),
  })
  .map((given) => ({ ...given, steps: numbered(given.steps, { next: 1 }) }));

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

/** The same steps, with a message after each wait, and each message with a name of its own. */
function numbered(list: Step[], names: { next: number }): Step[] {
  const message = (): Step => ({ type: 'message', id: `m${names.next++}` });
  return list.flatMap((step) => {
    if (step.type === 'message') return message();
    if (step.type === 'repeat') return { ...step, steps: numbered(step.steps, names) };
    if (step.type === 'branch')
      return { ...step, yes: numbered(step.yes, names), no: numbered(step.no, names) };
    if (step.type === 'wait') return [step, message()];
    if (step.type !== 'waitFor') return step;
    const seen = [message(), ...numbered(step.seen, names)];
    return { ...step, seen, missed: [message(), ...numbered(step.missed, names)] };
  });
}

function asJson(step: Step): JsonObject {
  switch (step.type) {
    case 'message':
      return say(step.id);
    case 'wait':
      return { type: 'wait', for: `PT${step.hours}H` };
    case 'repeat': {
      const until = step.until ? { until: step.until } : {};
      return { type: 'repeat', times: step.times, ...until, steps: step.steps.map(asJson) };
    }
    case 'branch':
      return {
        type: 'branch',
        cases: [{ when: step.when, steps: step.yes.map(asJson) }],
        else: step.no.map(asJson),
      };
    case 'waitFor':
      return {
        type: 'waitFor',
        event: step.event,
        timeout: `PT${step.hours}H`,
        from: step.from,
        ...(step.since ? { since: 'entry' } : {}),
        then: step.seen.map(asJson),
        else: step.missed.map(asJson),
      };
    default:
      return { type: 'exit' };
  }
}

const START = moment('03-01');

function journeyOf({ steps, exit, reentry, trigger }: Model): JsonObject {
  return {
    trigger: { type: 'event', event: trigger },
    reentry,
    ...(exit ? { exit: [{ event: exit }] } : {}),
    steps: steps.map(asJson),
  };
}

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
    fc.asyncProperty(model, lists, async (journey, all) => {
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
    fc.asyncProperty(model, events(late), async (journey, list) => {
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
