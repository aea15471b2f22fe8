// Any journey of waits, loops and branches, as the model and as JSON.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import fc from 'fast-check';
import type { JsonObject } from '../../lib/customer/json.ts';
import { say } from './journeys.ts';
import type { Condition, Model, Step } from './model.ts';

/** The types of events that journeys listen to. */
export const types = ['a', 'b', 'c'] as const;

const type = fc.constantFrom(...types);
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

export const models: fc.Arbitrary<Model> = fc
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

/** The fields of the journey that the model is of. */
export function journeyOf({ steps, exit, reentry, trigger }: Model): JsonObject {
  return {
    trigger: { type: 'event', event: trigger },
    reentry,
    ...(exit ? { exit: [{ event: exit }] } : {}),
    steps: steps.map(asJson),
  };
}
