// Compressed time: a machine that a test deploys sleeps and waits a fraction of what the journey says, and still tells
// its functions the moments of the journey. Here a day takes a minute.

import { describe, expect, test } from 'vitest';
import { isObject, type Json } from '../../../lib/customer/json.ts';
import { compressTime, engineTime, realTime, timeScale } from '../../../lib/journey/compile/time-scale.ts';
import { compiled, journeyOf, statesOf } from './compiled.ts';
import { type Answer, drive, held, ranOut, sent, wayOf } from './driven.ts';
import { examples } from './examples.ts';

const ENTRY = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
const aDayAMinute = timeScale(1440, ENTRY);

/** A run through steps in compressed time: when it really ended, and what its machine told and remembered. */
async function run(steps: object[], answers: Record<string, Answer[]> = {}) {
  const result = await drive(compiled(journeyOf(steps), aDayAMinute), answers);
  const { events } = result;
  const last = events.findLast((event) => event.assignedVariables?.cursor !== undefined);
  const cursor = last?.assignedVariables?.cursor;
  const told = events.flatMap(({ parameters }) => (isObject(parameters) ? [parameters.Payload ?? null] : []));
  return {
    way: wayOf(result),
    minutes: (Date.parse(events.at(-1)?.timestamp ?? '') - ENTRY) / 60_000,
    cursor: isObject(cursor) ? daysAfterEntry(cursor.at ?? null) : undefined,
    told: (field: string) =>
      told.flatMap((payload) => (isObject(payload) ? [daysAfterEntry(payload[field] ?? null)] : [])),
    timeouts: events.flatMap(({ timeoutInSeconds }) => timeoutInSeconds ?? []),
  };
}

const daysAfterEntry = (at: Json) => (Number(at) - ENTRY) / DAY;

const threeDays = { type: 'wait', for: 'P3D' };
const order = { id: 'order', type: 'waitFor', event: 'order.placed' };

test.each(examples)('%s is the same to the letter, if time runs as it does', (_name, journey) => {
  expect(JSON.stringify(compiled(journey, timeScale(1, ENTRY)))).toBe(JSON.stringify(compiled(journey)));
});

test('engine time and real time agree at the epoch, and lead back to each other', () => {
  expect(engineTime(ENTRY, aDayAMinute)).toBe(ENTRY);
  expect(engineTime(ENTRY + 60_000, aDayAMinute)).toBe(ENTRY + DAY);
  expect(realTime(ENTRY + DAY, aDayAMinute)).toBe(ENTRY + 60_000);
});

test.each([
  [0, ENTRY, 'whole number'],
  [1.5, ENTRY, 'whole number'],
  [Number.NaN, ENTRY, 'whole number'],
  [2, Number.NaN, 'whole milliseconds'],
])('a scale of %d since %d is refused', (factor, epoch, why) => {
  expect(() => timeScale(factor, epoch)).toThrow(why);
});

describe('in compressed time', () => {
  test('three days take three minutes, and the cursor goes on by three days', async () => {
    expect(await run([threeDays])).toMatchObject({ minutes: 3, cursor: 3 });
  });

  test('one wait begins at the moment of the journey at which the one before it ended', async () => {
    expect(await run([threeDays, { type: 'wait', for: 'P2D' }])).toMatchObject({ minutes: 5, cursor: 5 });
  });

  test('a date comes as much sooner', async () => {
    const ten = { type: 'wait', until: '2026-01-11T00:00:00Z' };
    expect(await run([ten])).toMatchObject({ minutes: 10, cursor: 10 });
  });

  test('a moment that a function planned is one of the journey’s', async () => {
    const until = '2026-01-06T10:00:00.000Z';
    const planned: Answer = { Return: { Payload: { until, cursor: { at: Date.parse(until), seq: 0 } } } };
    const waited = await run([threeDays, { id: 'ten', type: 'wait', at: '10:00' }], {
      'ten (plan)': [planned],
    });
    expect(waited.told('reachedAt')).toEqual([3]);
    expect(waited.minutes).toBeCloseTo(5 + 10 / 24, 6);
    expect(waited.cursor).toBeCloseTo(5 + 10 / 24, 6);
  });

  test('a message that is held back until a day goes out on that day', async () => {
    const hello = { id: 'hello', type: 'message', channel: 'email', template: 'a/b' };
    const waited = await run([hello], { hello: [held, sent] });
    expect(waited).toMatchObject({ way: ['hello', 'hello (held)', 'hello'], minutes: 40 });
  });

  test('a wait for an event times out as much sooner, at the deadline of the journey', async () => {
    const waited = await run([threeDays, { ...order, timeout: 'P5D' }], { order: [ranOut] });
    expect(waited).toMatchObject({ timeouts: [300], cursor: 8 });
    expect(waited.told('deadline')).toEqual([8]);
  });

  test('so does one whose deadline counts from the entry', async () => {
    const waited = await run([threeDays, { ...order, timeout: 'P5D', from: 'entry' }], { order: [ranOut] });
    expect(waited).toMatchObject({ timeouts: [120], cursor: 5 });
  });

  test('so does one whose deadline a function planned', async () => {
    const waited = await run([{ ...order, timeout: 'P1M' }], { order: [ranOut] });
    expect(waited).toMatchObject({ timeouts: [1800], cursor: 30 });
  });

  test('nothing is over before its time: an hour is two seconds and a half, and takes three', () => {
    const machine = compiled(journeyOf([{ id: 'hour', type: 'wait', for: 'PT1H' }]), aDayAMinute);
    expect(machine.States.hour).toMatchObject({ Type: 'Wait', Seconds: 3 });
  });

  test('the words of a journey stay as they are', () => {
    const description = '$toMillis($states.context.State.EnteredTime)';
    const States = statesOf({ id: 'w', type: 'wait', for: 'P3D', description });
    const machine = compressTime({ QueryLanguage: 'JSONata', StartAt: 'w', States }, aDayAMinute);
    expect(machine.States.w?.Comment).toBe(description);
  });
});
