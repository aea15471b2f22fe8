// After a crash: what had been begun and not finished is taken up again, from what was on disk.

import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Database } from '../../../lib/embedded/database.ts';
import { emptyFolder } from '../../bin/command-line.ts';
import { call, machineOf, message, type Workshop, waitSeconds, workshop } from './workshop.ts';

/** The file as a crash at this moment would leave it. */
async function crash(database: Database, path: string): Promise<string> {
  await database.committed();
  const left = join(emptyFolder(), 'milepost.db');
  for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) cpSync(path + suffix, left + suffix);
  return left;
}

const machines = {
  m: machineOf({ ask: call('ask', 'sleep'), sleep: waitSeconds(10, 'tell'), tell: call('tell') }),
};

async function restarted(path: string, seconds: number): Promise<Workshop> {
  const again = workshop({ machines, path });
  again.engine.runner.recover();
  await again.loop.runUntil(seconds * 1000);
  return again;
}

test('a run that was started and never driven begins', async () => {
  const path = join(emptyFolder(), 'milepost.db');
  const { database, start } = workshop({ machines, path });
  await start('m', 'ann');
  const { log } = await restarted(await crash(database, path), 1);
  expect(log).toEqual(['0 ask ann']);
});

test('a call that was being made is made again, and the run goes on with its answer', async () => {
  const path = join(emptyFolder(), 'milepost.db');
  const { database, engine, log, start } = workshop({
    machines,
    path,
    on: (name) => (name === 'ask' ? new Promise(() => {}) : null),
  });
  await start('m', 'ann');
  void engine.runner.driveNext();
  await new Promise(setImmediate);
  expect(log).toEqual(['0 ask ann']);
  expect(engine.executions.get('m-ann')?.status).toBe('calling');
  const second = await restarted(await crash(database, path), 20);
  expect(second.log).toEqual(['0 ask ann', '10 tell ann', '10 runEnded ann']);
  expect(await second.statusOf('ann')).toBe('succeeded');
});

test('a run whose timer had fired, and that had not gone on yet, goes on', async () => {
  const path = join(emptyFolder(), 'milepost.db');
  const { database, loop, start } = workshop({ machines, path });
  await start('m', 'ann');
  await loop.runUntil(9999);
  const later = await crash(database, path);
  const second = workshop({ machines, path: later, clock: { now: () => 10_000 } });
  expect(second.engine.runner.fireDue()).toBe(true);
  const third = await restarted(await crash(second.database, later), 10);
  expect(third.log).toEqual(['10 tell ann', '10 runEnded ann']);
});

test('a message that had been queued and not sent is there again, once', async () => {
  const path = join(emptyFolder(), 'milepost.db');
  const mailing = { m: machineOf({ mail: message('email') }) };
  const { database, engine, start } = workshop({ machines: mailing, path });
  await start('m', 'ann');
  await engine.runner.driveNext();
  expect(engine.jobs.take(['email'])).toBeDefined();
  const again = workshop({ machines: mailing, path: await crash(database, path) });
  again.engine.runner.recover();
  await again.loop.runUntil(0);
  expect(again.log).toEqual(['0 email ann']);
});

test('recovering where nothing was left in the middle does nothing', async () => {
  const path = join(emptyFolder(), 'milepost.db');
  const { database, loop, start } = workshop({ machines, path });
  await start('m', 'ann');
  await loop.runUntil(5000);
  const { log } = await restarted(await crash(database, path), 5);
  expect(log).toEqual([]);
});

test('a run that was redriven, and had not gone on yet, goes on from the state that failed', async () => {
  const path = join(emptyFolder(), 'milepost.db');
  const { database, engine, loop, start } = workshop({
    machines,
    path,
    on: (name) => {
      if (name === 'tell') throw new TypeError('no such thing');
      return null;
    },
  });
  await start('m', 'ann');
  await loop.runUntil(10_000);
  expect(await engine.runner.describe('m-ann')).toMatchObject({
    status: 'failed',
    failedIn: 'tell',
    redrives: 0,
  });
  expect(await engine.runner.redrive('m-ann', 1)).toBeUndefined();
  expect(await engine.runner.redrive('m-ann', 1)).toBeUndefined();
  const again = await restarted(await crash(database, path), 20);
  expect(again.log).toEqual(['0 tell ann', '0 runEnded ann']);
  expect(await again.engine.runner.describe('m-ann')).toMatchObject({ status: 'succeeded', redrives: 1 });
});
