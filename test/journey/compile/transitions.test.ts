// What each step costs: the transitions of the language's table, spent by the compiled machine.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import { describe, expect, test } from 'vitest';
import { compiledSteps } from './compiled.ts';
import {
  type Answer,
  busy,
  came,
  caseHolds,
  drive,
  held,
  lastRound,
  notSent,
  notYet,
  ranOut,
  sent,
  timedOut,
  wayOf,
} from './driven.ts';

const hello = { type: 'message', id: 'hello', channel: 'email', template: 'shop/hello' };
const order = { type: 'waitFor', id: 'order', event: 'order.placed', timeout: 'P5D' };
const emit = { type: 'emit', event: 'badge.earned' };
const webhook = { type: 'webhook', id: 'call', url: 'https://crm.example/orders' };
const gold = { attribute: 'tier', eq: 'gold' };
const branch = { type: 'branch', id: 'who', cases: [{ when: gold, steps: [] }] };
const repeat = { type: 'repeat', id: 'ask', times: 3, steps: [] };
const split = {
  type: 'split',
  id: 'offer',
  branches: [
    { name: 'a', weight: 1, steps: [] },
    { name: 'b', weight: 1, steps: [] },
  ],
};

type Told = { answers?: Record<string, Answer[]>; buckets?: Record<string, string> };

/** The transitions of these steps alone: what follows them, an emit, is taken off. */
async function costOf(steps: object[], { answers, buckets }: Told = {}): Promise<number> {
  const run = await drive(compiledSteps(...steps, emit), answers, buckets);
  expect(run).toMatchObject({ status: 'SUCCEEDED' });
  return run.transitions - 1;
}

describe('the transitions of a step', () => {
  test.each<[sentence: string, transitions: number, steps: object[], told?: Told]>([
    ['a message takes one', 1, [hello]],
    ['an update takes one', 1, [{ type: 'update', set: { vip: true } }]],
    ['an emit takes one', 1, [emit]],
    ['a webhook takes one', 1, [webhook]],
    ['a start takes one', 1, [{ type: 'start', journey: 'win-back' }]],

    ['a wait of days takes one', 1, [{ type: 'wait', for: 'P3D' }]],
    ['a wait until a moment takes one', 1, [{ type: 'wait', until: '2026-03-29T10:00+02:00' }]],
    ['a wait until a local time takes two', 2, [{ type: 'wait', until: '2026-03-29T10:00' }]],
    ['a wait of months takes two', 2, [{ type: 'wait', for: 'P1M' }]],
    ['a wait for a time of day takes two', 2, [{ type: 'wait', for: 'P3D', at: '10:00' }]],
    ['a wait for a weekday takes two', 2, [{ type: 'wait', on: ['mon'] }]],
    ['a wait for a birthday takes two', 2, [{ type: 'wait', untilDate: { attribute: 'birthday' } }]],

    ['an event that comes takes one', 1, [order]],
    ['an event that does not come takes one', 1, [order], { answers: { order: [timedOut] } }],
    ['a time-out of Step Functions takes one', 1, [order], { answers: { order: [ranOut] } }],
    ['a time-out counted from entry takes one', 1, [{ ...order, from: 'entry' }]],
    ['a time-out of months takes two', 2, [{ ...order, timeout: 'P1M' }]],
    ['what follows an event is paid apart', 2, [{ ...order, then: [hello], else: [] }]],

    ['a branch takes two', 2, [branch]],
    ['a branch without a match takes two', 2, [branch], { answers: { who: [caseHolds(-1)] } }],
    ['a split takes one', 1, [split], { buckets: { offer: 'a' } }],
    ['a split takes one in its last branch too', 1, [split], { buckets: { offer: 'b' } }],

    ['a repeat takes one a round', 3, [repeat]],
    ['its steps are paid in each round', 6, [{ ...repeat, steps: [hello] }]],
    ['a repeat with until takes three a round', 9, [{ ...repeat, until: gold }]],
    [
      'the round that was the last takes only the two of until',
      5,
      [{ ...repeat, until: gold }],
      { answers: { 'ask (until)': [notYet, lastRound] } },
    ],
    [
      'a repeat inside another begins again each time',
      2 * (3 + 1),
      [{ type: 'repeat', times: 2, steps: [repeat] }],
    ],
    [
      'also where until ended it before',
      2 + 1 + 9 + 1,
      [{ type: 'repeat', times: 2, steps: [{ ...repeat, until: gold }] }],
      { answers: { 'ask (until)': [lastRound, notYet] } },
    ],
  ])('%s', async (_sentence, transitions, steps, told) => {
    expect(await costOf(steps, told)).toBe(transitions);
  });

  test('an exit takes one, and nothing comes after it', async () => {
    const run = await drive(compiledSteps(hello, { type: 'exit', outcome: 'late' }));
    expect(run).toMatchObject({ transitions: 2, output: { exited: 'late' } });
  });
});

describe('the end of a journey', () => {
  test.each<[sentence: string, transitions: number, step: object, told?: Told]>([
    ['is free after a message', 1, hello],
    ['is free after a webhook', 1, webhook],
    ['is free after a wait', 1, { type: 'wait', for: 'P1D' }],
    ['is free after an event that came', 1, order],
    ['takes one more after an event that did not come', 2, order, { answers: { order: [timedOut] } }],
    ['takes one more after a branch', 3, branch],
    ['takes one more after a split', 2, split],
    ['takes one more after a repeat', 4, repeat],
  ])('%s', async (_sentence, transitions, step, { answers, buckets } = {}) => {
    expect(await drive(compiledSteps(step), answers, buckets)).toMatchObject({ transitions });
  });
});

describe('rare outcomes', () => {
  test('a message held back takes two more each time, in the same visit', async () => {
    const run = await drive(compiledSteps(hello), { hello: [held, held, sent] });
    expect(wayOf(run)).toEqual(['hello', 'hello (held)', 'hello', 'hello (held)', 'hello']);
    expect(run.transitions).toBe(5);
  });

  test('a webhook whose host asks to be called again later takes two more, in the same visit', async () => {
    const run = await drive(compiledSteps(webhook), { call: [held, sent] });
    expect(wayOf(run)).toEqual(['call', 'call (held)', 'call']);
    expect(run.transitions).toBe(3);
  });

  test('a message that cannot be sent goes on, or ends the run where the journey says so', async () => {
    const steps = [{ ...hello, onFailure: 'exit' }, emit];
    const run = await drive(compiledSteps(...steps), { hello: [notSent] });
    expect(run).toMatchObject({ transitions: 2, output: { exited: 'message-failed' } });
  });

  test('whatever else goes wrong is tried again, one transition each time', async () => {
    expect(await costOf([hello], { answers: { hello: [busy, busy, sent] } })).toBe(3);
    expect(await costOf([order], { answers: { order: [busy, came] } })).toBe(2);
  });

  test('a terminal error is not tried again', async () => {
    const terminal: Answer = { Throw: { Error: 'TerminalError', Cause: 'not enrolled' } };
    const run = await drive(compiledSteps(hello), { hello: [terminal] });
    expect(run).toMatchObject({ status: 'FAILED', error: 'TerminalError', transitions: 1 });
  });

  test('after thirty attempts more, a run fails with the last error', async () => {
    const run = await drive(compiledSteps(hello), { hello: [busy] });
    expect(run).toMatchObject({ status: 'FAILED', transitions: 31 });
  });
});
