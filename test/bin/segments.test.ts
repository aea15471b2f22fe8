// `milepost segments`: answers from the server's file, while it may be at work.

import { expect, test } from 'vitest';
import { milepost, milepostJson } from './command-line.ts';
import { serverFile } from './server-file.ts';

const file = () =>
  serverFile([
    ['2026-01-05T08:00:00Z', 'ann', 'order.placed', { orderId: 'o1', total: 20 }],
    ['2026-03-01T09:00:00Z', 'ben', 'customer.registered', {}],
    ['2026-03-04T10:00:00Z', 'cleo', 'order.placed', { orderId: 'o2', total: 30 }],
    ['2026-05-05T08:00:00Z', 'ben', 'order.placed', { orderId: 'o3', total: 20 }],
  ]);

test('how many customers are in each segment', async () => {
  const { stdout, exitCode } = await milepost('segments', '--db', await file());
  expect(stdout).toMatch(/^segment +customers +looked at$/m);
  expect(stdout).toMatch(/^churned +1 +all customers$/m);
  expect(stdout).toMatch(/^active +1 +all customers$/m);
  expect(stdout).toMatch(/^browsers +0 +all customers$/m);
  expect(exitCode).toBe(0);
});

test('who is in one, and since when', async () => {
  const db = await file();
  const { stdout } = await milepost('segments', 'churned', '--db', db);
  expect(stdout).toMatch(/^customer +since \(UTC\)\nann +2026-04-05 08:00:00\n$/);
  const told = await milepostJson('segments', 'active', '--db', db, '--json');
  expect(told).toEqual({ customerId: 'ben', since: '2026-05-05T08:00:00.000Z' });
});

test('all of them, for programs', async () => {
  const told = await milepostJson('segments', '--db', await file(), '--json');
  expect(told).toContainEqual({ segment: 'churned', customers: 1, looked: 3, of: 3 });
});

test('a segment that is not there is told with those that are', async () => {
  const db = await file();
  const { stderr, exitCode } = await milepost('segments', 'churnd', '--db', db);
  expect(stderr).toBe(
    `milepost: there is no segment "churnd" in ${db}; did you mean "churned"? there are active, at-risk, browsers, churned, new\n`,
  );
  expect(exitCode).toBe(1);
});
