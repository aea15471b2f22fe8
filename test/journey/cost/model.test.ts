// The model of a run's work against real runs: the same calls of stores and functions, jobs and messages, to the last.

import { expect, test } from 'vitest';
import type { JsonObject } from '../../../lib/customer/json.ts';
import { say } from '../../language/journeys.ts';
import { type Happening, on } from '../../language/moments.ts';
import { type Counted, countedRuns } from './counted-runs.ts';

const start = on('03-01', 'start', { kind: 'a' });
const tiers = [
  { name: 'bronze', orders: 0 },
  { name: 'silver', orders: 3 },
];

async function agree(
  journey: JsonObject,
  events: Happening[] = [start],
  more: object = {},
): Promise<Counted> {
  const counted = await countedRuns({ journeys: [journey], events, ...more });
  expect(counted.modelled).toEqual(counted.real);
  return counted;
}

test('a message that goes out', async () => {
  const { real } = await agree({ steps: [say('hello')] });
  expect(real).toMatchObject({ transitions: 1, emails: 1 });
  expect(real.calls).toMatchObject({ 'messages.claim': 1, 'messages.record': 1 });
});

test('a message that is held for want of consent', async () => {
  const { real } = await agree({ steps: [say('hello')] }, [start], { ann: { consent: {} } });
  expect(real.emails).toBe(0);
  expect(real.calls['messages.record']).toBeUndefined();
});

test('a message that its first channel passes on to another takes a second job', async () => {
  const ann = { phone: '+15550100', consent: { sms: true } };
  const { real } = await agree({ steps: [say('hello', { channel: ['email', 'sms'] })] }, [start], { ann });
  expect(real).toMatchObject({ texts: 1, jobs: 4 });
});

test('a wait that has to be planned, and one that has not', async () => {
  const { real } = await agree({
    steps: [
      { type: 'wait', for: 'P3D', at: '10:00' },
      { type: 'wait', for: 'PT2H' },
    ],
  });
  expect(real.transitions).toBe(3);
});

test('a branch that asks the timeline and what became of messages', async () => {
  await agree({
    steps: [
      say('hello'),
      {
        type: 'branch',
        cases: [
          { when: { event: 'order.placed' }, steps: [say('thanks')] },
          { when: { message: 'hello', was: 'sent' }, steps: [say('reminder')] },
        ],
      },
    ],
  });
});

function listening(fields: JsonObject = {}, onEvent: JsonObject = say('thanks')): JsonObject {
  const wait = { type: 'waitFor', event: 'order.placed', timeout: 'P5D', else: [say('reminder')], ...fields };
  // biome-ignore lint/suspicious/noThenProperty: `then` is a field of the language.
  return { ...wait, then: [onEvent] };
}

test('a wait for an event that comes, and a message about it', async () => {
  const { real } = await agree({ steps: [listening()] }, [start, on('03-02', 'order.placed')]);
  expect(real.calls).toMatchObject({ 'waits.satisfy': 1, 'timeline.get': 1 });
});

test('a wait for an event that does not come', async () => {
  const { real } = await agree({ steps: [listening()] });
  expect(real.calls['waits.satisfy']).toBeUndefined();
});

test('a wait of a month, whose deadline has to be planned', async () => {
  await agree({ steps: [listening({ timeout: 'P1M' })] }, [start, on('03-20', 'order.placed')]);
});

test('a wait for an event that is compared with the one that began the run', async () => {
  const where = { kind: { ref: 'trigger.kind' } };
  await agree({ steps: [listening({ where })] }, [start, on('03-02', 'order.placed', { kind: 'a' })]);
});

test('a change of the profile', async () => {
  await agree({ steps: [{ type: 'update', set: { tier: 'gold' } }] });
});

test('an event that a step emits comes in like any other, whether something woke the run or not', async () => {
  const emit = { type: 'emit', event: 'badge.earned' };
  await agree({ steps: [emit] });
  await agree({ steps: [listening({}, emit)] }, [start, on('03-02', 'order.placed')]);
});

test('a step that starts another journey', async () => {
  const started = { id: 'other', trigger: { type: 'api' }, steps: [say('welcome')] };
  const counted = await countedRuns({
    journeys: [{ steps: [{ type: 'start', journey: 'other' }] }, started],
    events: [start],
  });
  expect(counted.modelled).toEqual(counted.real);
  expect(counted.real.emails).toBe(1);
});

test('a webhook', async () => {
  const { real } = await agree({ steps: [{ type: 'webhook', url: 'https://hooks.example.com/x' }] });
  expect(real.calls).toMatchObject({ 'calls.begin': 1, 'calls.record': 1 });
});

test('rounds of a repeat, and a split inside', async () => {
  const branches = [
    { name: 'a', weight: 1, steps: [say('hello')] },
    { name: 'b', weight: 1, steps: [] },
  ];
  await agree({
    steps: [
      {
        type: 'repeat',
        times: 3,
        steps: [
          { id: 'half', type: 'split', branches },
          { type: 'wait', for: 'P1D' },
        ],
      },
      { type: 'repeat', times: 5, until: { event: 'order.placed' }, steps: [{ type: 'wait', for: 'P1D' }] },
    ],
  });
});

test('an exit and a goal by events', async () => {
  const { real, runs } = await agree(
    {
      exit: [{ event: 'order.placed', outcome: 'ordered' }],
      goal: { event: 'order.placed' },
      steps: [say('hello'), { type: 'wait', for: 'P9D' }, say('reminder')],
    },
    [start, on('03-02', 'order.placed')],
  );
  expect(real.calls).toMatchObject({ 'runs.end': 1, 'runs.convert': 1 });
  expect(runs.j?.ways).toMatchObject([{ end: 'event', outcome: 'ordered', transitions: 2, converted: 1 }]);
});

test('an exit step', async () => {
  const { runs } = await agree({ steps: [{ type: 'exit', outcome: 'enough' }] });
  expect(runs.j?.ways).toMatchObject([{ end: 'exit step', outcome: 'enough' }]);
});

test('events that start and wake nothing', async () => {
  const { real } = await agree({ steps: [say('hello')] }, [
    start,
    on('03-02', 'visited'),
    on('03-03', 'visited'),
  ]);
  expect(real.calls['timeline.record']).toBe(3);
});

test('an audience by a tier, and a template that tells of it', async () => {
  const templates = {
    't/hello': { 'email.en.liquid': 'Subject: Hello\n\n{{ customer.nextTier }} is near\n' },
  };
  await agree({ audience: { attribute: 'ordersToNextTier', eq: 3 }, steps: [say('hello')] }, [start], {
    tiers,
    templates,
  });
});

const sending = { caps: [{ atMost: 1, within: 'P1D' }], quietHours: [{ from: '21:00', to: '09:00' }] };

test('a message that caps count is claimed with them, and what was sent before is read', async () => {
  const { real } = await agree({ steps: [say('hello')] }, [on('03-01 12:00', 'start')], { sending });
  expect(real).toMatchObject({ transitions: 1, emails: 1 });
  expect(real.calls).toMatchObject({ 'frequencies.of': 1, 'messages.claimCounted': 1 });
});

test('a message that they do not count is claimed as ever', async () => {
  const { real } = await agree(
    { steps: [say('hello', { purpose: 'transactional' })] },
    [on('03-01 12:00', 'start')],
    { sending },
  );
  expect(real.calls).toMatchObject({ 'frequencies.of': 1, 'messages.claim': 1 });
});

test('a message that waits: for the morning, and then for room under a cap', async () => {
  const { real, runs } = await agree({ steps: [say('hello'), say('again')] }, [on('03-01 22:00', 'start')], {
    sending,
  });
  expect(real).toMatchObject({ transitions: 2 + 2 * 2, emails: 2 });
  expect(real.calls).toMatchObject({ 'frequencies.keep': 2, 'messages.claimCounted': 2 });
  expect(runs.j?.ways).toMatchObject([{ waits: 2, transitions: 6, end: 'last step' }]);
});
