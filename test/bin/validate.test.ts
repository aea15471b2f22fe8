// `milepost validate`, on the project's journeys and on broken ones.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, milepost } from './command-line.ts';

function folderWith(files: Record<string, unknown>): string {
  const folder = emptyFolder();
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const waits = (fields: object) => ({
  id: 'waits',
  trigger: { type: 'event', event: 'order.placed' },
  steps: [{ type: 'wait', ...fields }],
});

test("the project's own journeys are valid, and stand strict looks", async () => {
  const { stdout, stderr, exitCode } = await milepost('validate', '--strict');
  expect(stdout).toMatch(/^\d journeys are valid\n\nmessages to one customer, at most/);
  expect(stdout).toMatch(/^welcome +1 +3$/m);
  expect([stderr, exitCode]).toEqual(['', 0]);
});

test('one file is checked alone, with the templates beside it', async () => {
  const { stdout, exitCode } = await milepost('validate', 'workflows/welcome.json');
  expect([stdout, exitCode]).toEqual(['1 journey is valid\n', 0]);
});

test('all errors of all files come at once, each with its file and path, and the exit code is 1', async () => {
  const folder = folderWith({
    'a.json': { ...waits({ for: 'P1D' }), id: 'a', goall: {} },
    'b.json': waits({ for: '3 days', at: '25:00' }),
    'c.json': '{ "id": ',
  });
  const { stdout, exitCode } = await milepost('validate', '--workflows', folder);
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`${join(folder, 'a.json')}: goall: `);
  expect(stdout).toContain('did you mean "goal"?');
  expect(stdout).toContain(`${join(folder, 'b.json')}: steps[0].for: `);
  expect(stdout).toContain(`${join(folder, 'b.json')}: steps[0].at: `);
  expect(stdout).toContain(join(folder, 'c.json'));
});

test('--json prints the problems for machines, and the analysis if there are no errors', async () => {
  const folder = folderWith({ 'waits.json': waits({ for: 'P1D', att: '10:00' }) });
  const bad = await milepost('validate', '--workflows', folder, '--json');
  expect(JSON.parse(bad.stdout)).toMatchObject({
    problems: [
      { file: join(folder, 'waits.json'), path: 'steps[0].att', severity: 'error', didYouMean: 'at' },
    ],
    analysis: null,
  });
  expect(bad.exitCode).toBe(1);
  const good = await milepost('validate', '--json');
  expect(JSON.parse(good.stdout)).toMatchObject({
    problems: [],
    analysis: { messages: { together: { perDay: 'unbounded' } }, feeding: { cycles: [] } },
  });
  expect(good.exitCode).toBe(0);
});

test('--strict fails on circles and loose ends, and says on which; without it they are only told', async () => {
  const emits = (id: string, trigger: string, event: string) => ({
    id,
    trigger: { type: 'event', event: trigger },
    steps: [{ type: 'emit', event }],
  });
  const folder = folderWith({
    'a.json': emits('a', 'x', 'y'),
    'b.json': { ...emits('b', 'y', 'x'), exit: [{ event: 'order.plased' }] },
    'events.json': { 'order.placed': { properties: {} } },
  });
  const failures = [
    'journeys feed each other: a → b → a: a emits y, which starts b; b emits x, which starts a',
    'nothing listens to order.placed, which is declared in events.json; if others use it, declare it with "elsewhere": true',
    'b listens to order.plased, which events.json does not declare and no step emits; did you mean "order.placed"?',
  ];
  const strict = await milepost('validate', '--workflows', folder, '--strict');
  expect(strict.stdout).toContain(failures.map((failure) => `--strict: ${failure}\n`).join(''));
  expect(strict.exitCode).toBe(1);
  const json = await milepost('validate', '--workflows', folder, '--strict', '--json');
  expect([JSON.parse(json.stdout).failures, json.exitCode]).toEqual([failures, 1]);
  const lenient = await milepost('validate', '--workflows', folder);
  expect(lenient.stdout).toContain('In a circle: a → b → a');
  expect(lenient.stdout).toMatch(/order\.plased +nothing emits it +exit of b/);
  expect(lenient.exitCode).toBe(0);
});

test('--strict takes no single files', async () => {
  const { stderr, exitCode } = await milepost('validate', 'workflows/welcome.json', '--strict');
  expect(stderr).toBe('milepost: --strict looks at all journeys together; leave the files away\n');
  expect(exitCode).toBe(1);
});

test('files of several folders are checked in one go', async () => {
  const bad = join(folderWith({ 'waits.json': waits({}) }), 'waits.json');
  const { stdout, exitCode } = await milepost('validate', 'workflows/welcome.json', bad);
  expect(stdout).toContain(bad);
  expect(stdout).not.toContain('welcome.json');
  expect(exitCode).toBe(1);
});

test('a file or a folder that is not there is named', async () => {
  const file = await milepost('validate', 'workflows/welcom.json');
  expect(file.stdout).toContain('workflows/welcom.json: there is no such file');
  expect(file.exitCode).toBe(1);
  const folder = await milepost('validate', '--workflows', 'no-such-folder');
  expect(folder.stderr).toBe('milepost: no-such-folder: there is no such folder\n');
  expect(folder.exitCode).toBe(1);
});
