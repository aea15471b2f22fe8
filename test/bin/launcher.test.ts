// The command as the shell finds it: on whatever Node the machine has.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from './command-line.ts';

const launcher = join(process.cwd(), 'bin/milepost');

/** A Node older than 24, as the machine's own may be; npm puts the project's one before it in the PATH. */
function findOldNode(): string | undefined {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'));
  const nodes = folders.map((folder) => join(folder, 'node')).filter((path) => existsSync(path));
  return nodes.find((path) => {
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' });
    const major = Number(/^v(\d+)/.exec(version)?.[1]);
    return major >= 20 && major < 24;
  });
}

const oldNode = findOldNode() ?? '';
const onOldNode = oldNode === '' ? test.skip : test;
const skipped = oldNode === '' ? ' (skipped: no older Node was found in the PATH)' : '';

test('on Node 24 it runs at once, and passes the exit code on', () => {
  const { stdout, status } = spawnSync(process.execPath, [launcher, 'validate', 'workflows/welcome.json'], {
    encoding: 'utf8',
  });
  expect([stdout, status]).toEqual(['1 journey is valid\n', 0]);
  expect(spawnSync(process.execPath, [launcher, 'validate', 'no.json']).status).toBe(1);
});

onOldNode(`on an older Node it goes on with the one that npm installed${skipped}`, () => {
  const { stdout, status } = spawnSync(oldNode, [launcher, 'validate', 'workflows/welcome.json'], {
    encoding: 'utf8',
  });
  expect([stdout, status]).toEqual(['1 journey is valid\n', 0]);
});

onOldNode(`on an older Node, stopping it stops the server behind it${skipped}`, async () => {
  const db = join(emptyFolder(), 'milepost.db');
  const server = spawn(oldNode, [launcher, 'serve', '--port', '0', '--db', db]);
  let said = '';
  for await (const text of server.stdout.setEncoding('utf8')) {
    said += text;
    if (said.includes('Ctrl-C')) break;
  }
  const [url = ''] = /http:\S+/.exec(said) ?? [];
  expect((await fetch(`${url}/health`)).status).toBe(200);
  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  expect(code).toBe(0);
  await expect(fetch(`${url}/health`)).rejects.toThrow();
});

onOldNode(`on an older Node, before npm ci, it says what to do${skipped}`, () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'bin'));
  cpSync(launcher, join(folder, 'bin/milepost'));
  cpSync('package.json', join(folder, 'package.json'));
  const { stderr, status } = spawnSync(oldNode, [join(folder, 'bin/milepost')], { encoding: 'utf8' });
  expect(stderr).toMatch(/^Milepost needs Node 24, and this is Node 2\d\..* Run "npm ci"/);
  expect(status).toBe(1);
});
