// The versions of a machine: a run stays on its own, and what no run needs is let go.

import { expect, test } from 'vitest';
import { call, machineOf, waitSeconds, workshop } from './workshop.ts';

const first = machineOf({ sleep: waitSeconds(10, 'ask'), ask: call('ask') });
const second = machineOf({ tell: call('tell') });

test('a run goes on as it began, while new ones begin on the new version', async () => {
  const { engine, loop, log, start } = workshop({ machines: { m: first } });
  await start('m', 'ann');
  await loop.runUntil(1000);
  engine.machines.put('m', 'v2', second);
  engine.machines.keepOnly([{ journeyId: 'm', version: 'v2' }], 0);
  const input = { customerId: 'ben', entry: { at: 1000, seq: 9 } };
  await engine.runner.start({ name: 'm-ben', journeyId: 'm', version: 'v2', input });
  await loop.runOut();
  expect(log).toEqual(['1 tell ben', '1 runEnded ben', '10 ask ann', '10 runEnded ann']);
});

test('a version is let go when its last run has ended', async () => {
  const { engine, loop, start } = workshop({ machines: { m: first } });
  await start('m', 'ann');
  await loop.runUntil(1000);
  engine.machines.keepOnly([], 0);
  expect(() => engine.machines.get('m', 'v1')).not.toThrow();
  await loop.runOut();
  engine.machines.keepOnly([], 0);
  expect(() => engine.machines.get('m', 'v1')).toThrow('version v1 of journey "m" is not kept');
});

test('the same start again changes nothing, also after the end', async () => {
  const { loop, log, start } = workshop({ machines: { m: second } });
  await start('m', 'ann');
  await start('m', 'ann');
  await loop.runOut();
  await start('m', 'ann');
  await loop.runOut();
  expect(log).toEqual(['0 tell ann', '0 runEnded ann']);
});

test('a run that is stopped ends once, wherever it is, and its timer with it', async () => {
  const { engine, loop, log, start, statusOf } = workshop({ machines: { m: first } });
  await start('m', 'ann');
  await loop.runUntil(1000);
  await engine.runner.stop('m-ann', 'the customer ordered');
  await engine.runner.stop('m-ann', 'again');
  await loop.runOut();
  expect(log).toEqual(['1 runEnded ann']);
  expect(await statusOf('ann')).toBe('stopped');
  expect(engine.runner.nextDueAt()).toBeUndefined();
});

test('a run whose function fails ends as failed, with the error', async () => {
  const { engine, loop, start } = workshop({
    machines: { m: second },
    on: (name) => {
      if (name === 'tell') throw new TypeError('no such thing');
      return null;
    },
  });
  await start('m', 'ann');
  await loop.runOut();
  expect(await engine.runner.describe('m-ann')).toMatchObject({ status: 'failed', error: 'TypeError' });
});

test('a version is kept as long as a run that failed on it can be redriven', async () => {
  const { engine, loop, start } = workshop({
    machines: { m: second },
    on: (name) => {
      if (name === 'tell') throw new TypeError('no such thing');
      return null;
    },
  });
  await start('m', 'ann');
  await loop.runOut();
  engine.machines.keepOnly([], -1);
  expect(engine.machines.has('m', 'v1')).toBe(true);
  engine.machines.keepOnly([], 0);
  expect(engine.machines.has('m', 'v1')).toBe(false);
  expect(await engine.runner.redrive('m-ann', 1)).toBe('version v1 of its journey is no longer kept');
});
