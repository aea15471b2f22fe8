// `milepost messages resend` and `drop`: what an operator does about messages of which nobody knows what became of them.

import { afterEach, describe, expect, test, vi } from 'vitest';
import { OutcomeUnknownError } from '../../lib/journey/errors.ts';
import { aServer, WRITE_KEY } from '../functions/http/a-server.ts';
import { milepost, milepostJson } from './command-line.ts';
import { serverFile } from './server-file.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const uma = { email: 'uma@example.com', consent: { email: true } };

async function lost() {
  const db = await serverFile([['2026-03-02T10:00:00Z', 'uma', 'customer.registered', uma]]);
  const { key } = await milepostJson('messages', '--unknown', '--json', '--db', db);
  return { db, key: String(key) };
}

describe('in the file of a server that is not at work', () => {
  test('a message is sent again when the server runs', async () => {
    const { db, key } = await lost();
    const { stdout, exitCode } = await milepost('messages', 'resend', key, '--db', db);
    expect([stdout, exitCode]).toEqual([`${key} is sent again by email\n`, 0]);
  });

  test('a dropped one has failed, and is listed no more', async () => {
    const { db, key } = await lost();
    expect((await milepost('messages', 'drop', key, '--db', db)).stdout).toBe(`${key} is dropped\n`);

    expect((await milepost('messages', '--unknown', '--db', db)).stdout).toBe('no messages\n');
    expect((await milepost('messages', '--db', db)).stdout).toContain('dropped by operator');
    expect((await milepost('explain', 'uma', '--db', db)).stdout).toContain('dropped by operator');
    const again = await milepost('messages', 'drop', key, '--db', db);
    expect([again.stderr, again.exitCode]).toEqual([
      `milepost: there is no message ${key} of which nobody knows what became of it\n`,
      1,
    ]);
  });

  test('what is no key is refused', async () => {
    const { db } = await lost();
    const { stderr, exitCode } = await milepost('messages', 'resend', 'nonsense', '--db', db);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('"nonsense" is no key of a message; copy one from the list');
  });
});

describe('of a server that is at work', () => {
  async function atWork() {
    const server = await aServer();
    let fails = true;
    server.ports.senders.email.send = async () => {
      if (fails) throw new OutcomeUnknownError('the connection broke');
    };
    server.work();
    vi.stubEnv('MILEPOST_WRITE_KEY', WRITE_KEY);
    const headers = { Authorization: `Bearer ${WRITE_KEY}` };
    const event = { type: 'customer.registered', customerId: 'uma', properties: uma };
    await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(event) });
    const list = () => milepost('messages', '--unknown', '--json', '--url', server.url);
    await expect.poll(async () => (await list()).stdout).toContain('the connection broke');
    fails = false;
    const { key } = JSON.parse((await list()).stdout);
    return { ...server, key: String(key), list };
  }

  test('a message goes out again at once', async () => {
    const { url, key, list, stores } = await atWork();
    const { stdout } = await milepost('messages', 'resend', key, '--url', url);
    expect(stdout).toBe(`${key} is sent again by email\n`);
    await expect.poll(() => [...stores.messages.all()][0]?.message.status).toBe('sent');
    expect((await list()).stdout).toBe('');
    const decisions = await stores.decisions.of('uma');
    expect(decisions).toContainEqual(
      expect.objectContaining({ outcome: 'sent', reason: expect.stringContaining('resent by operator') }),
    );
  });

  test('a message is dropped', async () => {
    const { url, key, list } = await atWork();
    expect((await milepost('messages', 'drop', key, '--url', url)).stdout).toBe(`${key} is dropped\n`);
    expect((await list()).stdout).toBe('');
  });

  test('other messages are not listed', async () => {
    const { url } = await atWork();
    expect((await milepost('messages', '--url', url)).stderr).toContain('--url goes with --unknown');
  });
});
