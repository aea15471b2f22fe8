// A run that waits is a row: no timer, no promise, nothing in memory that a restart would miss.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../bin/command-line.ts';
import { call, machineOf, message, waitSeconds, workshop } from './workshop.ts';

const patient = machineOf({
  sleep: waitSeconds(864_000, 'mail'),
  mail: message('email', 'ask'),
  ask: call('ask'),
});
const customers = Array.from({ length: 100 }, (_, i) => `c${i}`);

test('a hundred runs that wait ten days keep no timer', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const { database, engine, loop, start } = workshop({ machines: { patient } });
  for (const customer of customers) await start('patient', customer);
  await loop.runUntil(1000);
  expect(timers()).toBe(before);
  database.settle();
  const parked = database.prepare(`SELECT count(*) AS runs FROM executions WHERE status = 'parked'`).get();
  expect(parked?.runs).toBe(100);
  expect(engine.runner.nextDueAt()).toBe(864_000_000);
});

test('a hundred runs that wait go on in another process as if nothing had been', async () => {
  const path = join(emptyFolder(), 'milepost.db');
  const machines = { patient };
  const first = workshop({ machines, path });
  for (const customer of customers) await first.start('patient', customer);
  await first.loop.runUntil(1000);
  first.database.close();

  const second = workshop({
    machines,
    path,
    on: async (queue, { token }) => {
      if (queue === 'email') await second.engine.runner.succeed(String(token), null);
      return null;
    },
  });
  await second.loop.runOut();
  expect(second.log.filter((line) => line.includes('ask'))).toEqual(
    customers.map((customer) => `864000 ask ${customer}`),
  );
});

test('a run that waits for its message goes on when the answer comes after a restart', async () => {
  const path = join(emptyFolder(), 'milepost.db');
  const machines = { m: machineOf({ mail: message('email', 'ask'), ask: call('ask') }) };
  let token = '';
  const first = workshop({
    machines,
    path,
    on: (queue, payload) => {
      if (queue === 'email') token = String(payload.token);
      return null;
    },
  });
  await first.start('m', 'ann');
  await first.loop.runUntil(1000);
  first.database.close();

  const second = workshop({ machines, path });
  expect(await second.engine.runner.succeed(token, null)).toBe(true);
  await second.loop.runUntil(2000);
  expect(second.log).toEqual(['0 ask ann', '0 runEnded ann']);
  expect(await second.engine.runner.succeed(token, null)).toBe(false);
});
