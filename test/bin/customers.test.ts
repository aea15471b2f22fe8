// `milepost customers`: what is kept of a customer, from the server's file or from a server.

import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../lib/embedded/database.ts';
import { aServer, WRITE_KEY } from '../functions/http/a-server.ts';
import { milepost, milepostJson } from './command-line.ts';
import { serverFile } from './server-file.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const ann = { email: 'ann@example.com', consent: { email: true } };

const file = () =>
  serverFile([
    ['2026-03-02T10:00:00Z', 'ann', 'customer.registered', ann],
    ['2026-03-02T11:00:00Z', 'bob', 'customer.registered', { email: 'bob@example.com' }],
  ]);

test('an export is JSON, with the messages as they were written', async () => {
  const exported = await milepostJson('customers', 'export', 'ann', '--db', await file());
  expect(exported).toMatchObject({
    customerId: 'ann',
    records: {
      profile: [{ email: 'ann@example.com' }],
      messages: [{ channel: 'email', status: 'sent', content: { subject: expect.any(String) } }],
    },
  });
});

test('an erasure prints what was removed, and does so once', async () => {
  const db = await file();
  const { stdout } = await milepost('customers', 'erase', 'ann', '--db', db);
  expect(stdout).toMatch(/^profile +1$/m);
  expect(stdout).toMatch(/^messages +1$/m);
  expect(stdout).toContain('customer ann was erased');

  const again = await milepost('customers', 'erase', 'ann', '--db', db);
  expect(again.stdout).toContain('customer ann was erased; nothing was kept');
  const gone = await milepost('customers', 'export', 'ann', '--db', db);
  expect(gone).toMatchObject({ exitCode: 1 });
  expect(gone.stderr).toContain('nothing is known of a customer "ann"');
  await milepostJson('customers', 'export', 'bob', '--db', db);
});

test('a file that a server is at work on is left to it, and the way to ask it is told', async () => {
  const db = await file();
  const server = openDatabase(db, { durable: true });
  const { stderr, exitCode } = await milepost('customers', 'erase', 'ann', '--db', db);
  server.close();
  expect(exitCode).toBe(1);
  expect(stderr).toContain('is in use by another Milepost');
  expect(stderr).toContain('--url');
});

test('a server is asked by its address', async () => {
  const { url, work } = await aServer();
  work();
  vi.stubEnv('MILEPOST_WRITE_KEY', WRITE_KEY);
  const headers = { Authorization: `Bearer ${WRITE_KEY}` };
  const event = { type: 'customer.registered', customerId: 'ann', properties: ann };
  await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(event) });
  await expect
    .poll(async () => (await milepost('customers', 'export', 'ann', '--url', url)).exitCode)
    .toBe(0);

  const { stdout } = await milepost('customers', 'erase', 'ann', '--url', url);
  expect(stdout).toContain('customer ann was erased');
});

test('a server that is not there, or wants another key, is told in a line', async () => {
  const { url } = await aServer();
  vi.stubEnv('MILEPOST_WRITE_KEY', 'another');
  const wrong = await milepost('customers', 'export', 'ann', '--url', url);
  expect(wrong.stderr).toContain(`${url} answers 401: this is not the write key`);
  const nowhere = await milepost('customers', 'export', 'ann', '--url', 'http://127.0.0.1:9');
  expect(nowhere.stderr).toContain('http://127.0.0.1:9 does not answer');
  vi.stubEnv('MILEPOST_WRITE_KEY', '');
  const without = await milepost('customers', 'export', 'ann', '--url', url);
  expect(without.stderr).toContain('set MILEPOST_WRITE_KEY');
});
