// `milepost serve`: what keeps it from starting is told in a line. How it serves, and survives, is in test/crash.

import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../../lib/embedded/database.ts';
import { emptyFolder, milepost } from './command-line.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const newFile = () => join(emptyFolder(), 'milepost.db');

async function refusal(...args: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await milepost('serve', ...args);
  expect([stdout, exitCode]).toEqual(['', 1]);
  expect(stderr).not.toContain('    at ');
  return stderr;
}

test('a port that is taken is named, with what to do', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve(Number(Object(other.address()).port)));
  });
  onTestFinished(() => void other.close());
  expect(await refusal('--port', String(port), '--db', newFile())).toBe(
    `milepost: port ${port} is taken; stop what listens there, or name another, for example --port ${port + 1}\n`,
  );
});

test('a file that another server has open is left alone', async () => {
  const db = newFile();
  const other = openDatabase(db, { durable: true });
  onTestFinished(() => other.close());
  expect(await refusal('--port', '0', '--db', db)).toContain(`${db} is in use by another Milepost`);
});

test('an address of a mail server that is none is refused at once', async () => {
  vi.stubEnv('MILEPOST_SMTP_URL', 'mail.example.com');
  const told = await refusal('--port', '0', '--db', newFile());
  expect(told).toContain('MILEPOST_SMTP_URL is no address of a mail server');
});

test('a folder without journeys is refused', async () => {
  const workflows = emptyFolder();
  expect(await refusal('--port', '0', '--db', newFile(), '--workflows', workflows)).toBe(
    `milepost: ${workflows}: there is no journey; every .json file of that folder is one\n`,
  );
});
