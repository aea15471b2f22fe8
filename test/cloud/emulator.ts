// The emulator of AWS, and all in which it differs from AWS as far as Milepost can tell. Each gap has a probe in
// gaps.test.ts, which fails once the emulator has closed it; then the gap goes.

import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type App, CfnResource } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Catalog } from '../../lib/journey/catalog.ts';

const VERSION = '1.5.33';

export const REGION = 'eu-central-1';
export const ACCOUNT = '000000000000';

/** Resources that it cannot make: the stack would be rolled back. */
export const lacking: { what: string; isLacking: (resource: CfnResource) => boolean }[] = [
  {
    what: 'archives of events',
    isLacking: ({ cfnResourceType }) => cfnResourceType === 'AWS::Events::Archive',
  },
];

/** Leaves out of the stacks what the emulator lacks. */
export function leaveOutWhatIsLacking(app: App): void {
  for (const construct of app.node.findAll()) {
    if (!CfnResource.isCfnResource(construct)) continue;
    if (lacking.some(({ isLacking }) => isLacking(construct))) {
      construct.node.scope?.node.tryRemoveChild(construct.node.id);
    }
  }
}

/** Names each sign of punctuation that a secret is to do without: the emulator does not know them all by one word. */
export function spellOutPunctuation(app: App): void {
  for (const construct of app.node.findAll()) {
    if (!(construct instanceof CfnSecret)) continue;
    construct.addPropertyOverride('GenerateSecretString.ExcludeCharacters', PUNCTUATION);
  }
}

const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Says the same in words that the emulator has: it ignores the output of a Succeed, and not that of a Pass. */
export function rewriteMachines(catalog: Catalog): Catalog {
  const journeys = [...catalog.journeys].map(([id, deployed]) => {
    const states = Object.entries(deployed.machine.States).map(([name, state]) =>
      state.Type === 'Succeed' ? [name, { ...state, Type: 'Pass', End: true }] : [name, state],
    );
    const machine = { ...deployed.machine, States: Object.fromEntries(states) };
    return [id, { ...deployed, machine }] as const;
  });
  return { ...catalog, journeys: new Map(journeys) };
}

/** What the emulator is installed into: kept from one run to the next. */
const folder = resolve('node_modules', '.cache', `ministack-${VERSION}`);
const repaired = fileURLToPath(new URL('emulator.py', import.meta.url));

/** Installs the emulator. Says why it cannot be here, if it cannot. */
export async function installEmulator(): Promise<string | undefined> {
  const isInstalled = join(folder, 'is-installed');
  if (existsSync(isInstalled)) return undefined;
  const run = promisify(execFile);
  try {
    await mkdir(dirname(folder), { recursive: true });
    await run('python3', ['-m', 'venv', '--clear', folder]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await run(join(folder, 'bin', 'python'), [...pip, `ministack==${VERSION}`]);
    await writeFile(isInstalled, '');
    return undefined;
  } catch (error) {
    const said = String(error).trim().split('\n').at(-1);
    return `the emulator cannot be installed, for which it takes Python 3 and its package registry: ${said}`;
  }
}

export type Emulator = { endpoint: string; stop(): Promise<void> };

/** Starts the emulator on loopback; `asItIs`, without what emulator.py repairs. Its Lambdas run on the Node that runs this. */
export async function startEmulator(
  logFile: string,
  { asItIs = false }: { asItIs?: boolean } = {},
): Promise<Emulator> {
  const port = await freePort();
  const log = await open(logFile, 'w');
  const child = spawn(join(folder, 'bin', 'python'), asItIs ? ['-m', 'ministack'] : [repaired], {
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      BIND_HOST: '127.0.0.1',
      // Not the address: a name of an API in front of it would be no name.
      MINISTACK_HOST: 'localhost',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: REGION,
      MINISTACK_ACCOUNT_ID: ACCOUNT,
      LOG_LEVEL: 'WARNING',
    },
    stdio: ['ignore', log.fd, log.fd],
    // Its Lambdas are processes of its group, and end with it.
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`the emulator does not start; see ${logFile}`);
  const ended = new Promise<void>((done) => child.on('exit', () => done()));
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    killGroup(pid, 'SIGTERM');
    await Promise.race([ended, sleep(3000)]);
    killGroup(pid, 'SIGKILL');
    await log.close();
  };
  for (let attempt = 0; attempt < 150 && child.exitCode === null; attempt++) {
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return { endpoint, stop };
    await sleep(200);
  }
  await stop();
  throw new Error(`the emulator does not answer; see ${logFile}`);
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // All of it has ended.
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (typeof address !== 'object' || address === null) throw new Error('there is no free port');
  return address.port;
}
