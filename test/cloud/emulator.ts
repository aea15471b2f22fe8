// The emulator of AWS: how it is installed and started, and all in which it differs from AWS. Each gap has a probe in
// gaps.test.ts, which fails once the emulator has closed it; then the gap goes.

import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const VERSION = '1.5.33';

export const REGION = 'eu-central-1';
export const ACCOUNT = '000000000000';

/** What the emulator is installed into: kept from one run to the next. */
const folder = join('node_modules', '.cache', `ministack-${VERSION}`);

/** Why the emulator cannot be here; undefined once it is installed. */
export async function installEmulator(): Promise<string | undefined> {
  if (existsSync(join(folder, 'installed'))) return undefined;
  try {
    await mkdir(dirname(folder), { recursive: true });
    await run('python3', ['-m', 'venv', '--clear', folder]);
    const pip = join(folder, 'bin', 'pip');
    await run(pip, ['install', '--quiet', '--disable-pip-version-check', `ministack==${VERSION}`]);
    await (await open(join(folder, 'installed'), 'w')).close();
    return undefined;
  } catch (error) {
    const [line = ''] = String(error).split('\n').slice(-2);
    return `the emulator cannot be installed: it takes Python 3 with venv, and its package registry (${line.trim()})`;
  }
}

export type Emulator = { endpoint: string; stop(): Promise<void> };

/** Starts the emulator on loopback, with the Node that runs this in its path: its Lambdas run on that. */
export async function startEmulator(logFile: string): Promise<Emulator> {
  const port = await freePort();
  const log = await open(logFile, 'w');
  const child = spawn(join(folder, 'bin', 'ministack'), [], {
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: REGION,
      MINISTACK_ACCOUNT_ID: ACCOUNT,
      LOG_LEVEL: 'WARNING',
    },
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  await untilHealthy(endpoint, child.exitCode, logFile);
  return {
    endpoint,
    async stop() {
      // Its Lambdas are processes of their own, in its group.
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      await Promise.race([ended, sleep(5000)]);
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await log.close();
    },
  };
}

async function untilHealthy(endpoint: string, exitCode: number | null, logFile: string): Promise<void> {
  for (let attempt = 0; attempt < 150 && exitCode === null; attempt++) {
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error(`the emulator does not answer on ${endpoint}; see ${logFile}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('there is no free port');
  return address.port;
}
