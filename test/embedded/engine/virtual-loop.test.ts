// Virtual time: who goes first, and what a year costs.

import { expect, test } from 'vitest';
import { call, machineOf, message, waitSeconds, workshop } from './workshop.ts';

const sleepsThenAsks = (seconds: number) =>
  machineOf({ sleep: waitSeconds(seconds, 'ask'), ask: call('ask') });

test('timers fire in order of time, and the clock stands at each', async () => {
  const { loop, log, start } = workshop({
    machines: { long: sleepsThenAsks(20), short: sleepsThenAsks(10) },
  });
  await start('long', 'ann');
  await start('short', 'ben');
  await loop.runOut();
  expect(log).toEqual(['10 ask ben', '10 runEnded ben', '20 ask ann', '20 runEnded ann']);
});

test('timers of one moment fire by entry, then by journey', async () => {
  const { engine, loop, log } = workshop({ machines: { b: sleepsThenAsks(10), a: sleepsThenAsks(10) } });
  const enter = (journeyId: string, customerId: string, at: number, seq: number) => {
    const input = { customerId, entry: { at, seq } };
    return engine.runner.start({ name: `${journeyId}-${customerId}`, journeyId, version: 'v1', input });
  };
  await enter('b', 'late', 5, 1);
  await enter('b', 'second', 1, 2);
  await enter('a', 'second', 1, 2);
  await enter('b', 'first', 1, 1);
  await loop.runOut();
  const asked = log.filter((line) => line.includes('ask'));
  expect(asked).toEqual(['10 ask first', '10 ask second', '10 ask second', '10 ask late']);
});

test('a run goes on until it parks, its message included, before the next timer of that moment', async () => {
  const machine = machineOf({
    sleep: waitSeconds(10, 'mail'),
    mail: message('email', 'ask'),
    ask: call('ask'),
  });
  const { engine, loop, log, start } = workshop({
    machines: { m: machine },
    on: async (queue, { token }) => {
      if (queue === 'email') await engine.runner.succeed(String(token), null);
      return null;
    },
  });
  await start('m', 'ann');
  await start('m', 'ben');
  await loop.runOut();
  expect(log).toEqual([
    ...['10 email ann', '10 ask ann', '10 runEnded ann'],
    ...['10 email ben', '10 ask ben', '10 runEnded ben'],
  ]);
});

test('an event that a run emits is handled once all that is due at this moment is done', async () => {
  const machine = machineOf({ sleep: waitSeconds(10, 'tell'), tell: call('tell') });
  const { engine, loop, log, start } = workshop({
    machines: { m: machine },
    on: async (name, { customer }) => {
      const event = { id: `${customer}`, type: 'told', at: 10, properties: {}, depth: 1 };
      if (name === 'tell') await engine.bus.put([{ ...event, customerId: `${customer}` }]);
      return null;
    },
  });
  await start('m', 'ann');
  await start('m', 'ben');
  await loop.runOut();
  expect(log.map((line) => line.split(' ')[1])).toEqual([
    ...['tell', 'runEnded', 'tell', 'runEnded'],
    ...['events', 'events'],
  ]);
});

test('runUntil does what is due at that very moment, and leaves the rest', async () => {
  const { loop, log, start } = workshop({ machines: { m: sleepsThenAsks(10), n: sleepsThenAsks(11) } });
  await start('m', 'ann');
  await start('n', 'ben');
  await loop.runUntil(10_000);
  expect(log).toEqual(['10 ask ann', '10 runEnded ann']);
  await loop.runUntil(10_999);
  expect(log).toHaveLength(2);
});

test('a virtual year of daily steps is over before anyone notices', async () => {
  const day = 86_400;
  const days = Array.from({ length: 364 }, (_, i) => [
    `day ${i}`,
    waitSeconds(day, i < 363 ? `day ${i + 1}` : 'ask'),
  ]);
  const machine = machineOf({ ...Object.fromEntries(days), ask: call('ask') });
  const { engine, loop, log, start } = workshop({ machines: { year: machine } });
  for (const customer of ['ann', 'ben', 'cem']) await start('year', customer);
  await loop.runOut();
  expect(log[0]).toBe(`${364 * day} ask ann`);
  expect(engine.executions.transitions()).toBe(3 * 365);
});
