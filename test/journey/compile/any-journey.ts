// Random journeys whose steps can all be reached, at most three steps deep, and random answers of their tasks.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import fc from 'fast-check';
import type { MachineDefinition } from '../../../lib/journey/compile/asl.ts';
import type { Journey } from '../../../lib/journey/journey.ts';
import { journeyOf } from './compiled.ts';
import {
  type Answer,
  busy,
  came,
  caseHolds,
  held,
  lastRound,
  notSent,
  notYet,
  ranOut,
  sent,
  stepOf,
  timedOut,
} from './driven.ts';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const just = <T extends object>(value: T) => fc.constant(value);

const message = fc.record({
  type: fc.constant('message'),
  channel: fc.constantFrom('email', 'preferred', ['sms', 'push'], ['push', 'email', 'sms']),
  template: fc.constant('shop/hello'),
  onFailure: fc.constantFrom('continue', 'exit'),
});

const wait = fc.oneof(
  just({ type: 'wait', for: 'P3D' }),
  just({ type: 'wait', for: 'P1M', at: '10:00' }),
  just({ type: 'wait', until: '2026-03-29T10:00+02:00' }),
  just({ type: 'wait', untilDate: { attribute: 'birthday', offset: '-P3D' } }),
);

const emit = just({ type: 'emit', event: 'badge.earned' });
const update = just({ type: 'update', add: { points: 1 } });
const webhook = just({ type: 'webhook', url: 'https://crm.example/orders' });
const start = just({ type: 'start', journey: 'win-back' });
const exit = just({ type: 'exit', outcome: 'left' });

/** No two cases of a branch ask the same. */
const cases = (steps: fc.Arbitrary<object[]>) =>
  fc.array(fc.tuple(steps, fc.boolean()), { minLength: 1, maxLength: 3 }).map((lists) =>
    lists.map(([list, leaves], tier) => ({
      when: { attribute: 'tier', eq: tier },
      steps: leaves ? [...list, { type: 'exit', outcome: `tier-${tier}` }] : list,
    })),
  );

/** Steps that hold others, which hold others, at most so deep. */
function list(depth: number): fc.Arbitrary<object[]> {
  const leaves = [message, wait, emit, update, webhook, start];
  if (depth === 0) return fc.array(fc.oneof(...leaves), { maxLength: 2 });
  const inner = list(depth - 1);
  const waitFor = fc.record({
    type: fc.constant('waitFor'),
    event: fc.constant('order.placed'),
    timeout: fc.constantFrom('P5D', 'P1M'),
    from: fc.constantFrom('here', 'entry'),
    then: maybe(inner),
    else: maybe(fc.oneof(inner, fc.tuple(message, exit))),
  });
  const branch = fc.record({ type: fc.constant('branch'), cases: cases(inner), else: maybe(inner) });
  const split = fc.record({
    type: fc.constant('split'),
    branches: fc
      .array(inner, { minLength: 2, maxLength: 3 })
      .map((lists) => lists.map((steps, i) => ({ name: `part ${i}`, weight: 1, steps }))),
  });
  const repeat = fc.record({
    type: fc.constant('repeat'),
    times: fc.integer({ min: 1, max: 3 }),
    until: maybe(just({ event: 'order.placed', since: 'entry' })),
    steps: inner,
  });
  return fc.array(fc.oneof(...leaves, waitFor, branch, split, repeat), { maxLength: 3 });
}

export const anyJourney: fc.Arbitrary<Journey> = fc
  .tuple(fc.oneof(message, wait, emit), list(3), fc.boolean())
  .map(([first, steps, leaves]) =>
    journeyOf(named([first, ...steps, ...(leaves ? [{ type: 'exit' }] : [])])),
  );

/** The same steps, each split with an id of its own. */
function named(steps: object[]): object[] {
  let splits = 0;
  return JSON.parse(JSON.stringify(steps), (_name, value) => {
    if (value?.type !== 'split') return value;
    splits += 1;
    return { ...value, id: `split-no-${splits}` };
  });
}

/** How the tasks of a machine answer, each a few times; none goes wrong for ever. */
export function anyAnswers(machine: MachineDefinition): fc.Arbitrary<Record<string, Answer[]>> {
  const tasks = Object.entries(machine.States).flatMap(([name, state]) => {
    if (state.Type !== 'Task') return [];
    const { type, onFailure, cases: asked } = stepOf(state);
    const answers = {
      message: onFailure === 'exit' ? [sent, notSent] : [sent],
      waitFor: state.Resource.endsWith('.waitForTaskToken') ? [came, timedOut, ranOut] : [],
      branch: Array.isArray(asked) ? [...asked.keys(), -1].map(caseHolds) : [],
      repeat: [notYet, lastRound],
    };
    const [ways = []] = Object.entries(answers).flatMap(([of, list]) => (of === type ? [list] : []));
    if (ways.length === 0) return [];
    const troubles = type === 'message' ? [held, busy] : [busy];
    const several = fc.array(fc.constantFrom(...ways, ...troubles), { maxLength: 4 });
    return [
      [name, fc.tuple(several, fc.constantFrom(...ways)).map(([some, last]) => [...some, last])] as const,
    ];
  });
  return fc.record(Object.fromEntries(tasks));
}
