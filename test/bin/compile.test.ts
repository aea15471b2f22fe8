// `milepost compile` and `milepost schema`: what a journey becomes, and what editors know of the language.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, milepost, milepostJson } from './command-line.ts';

test('a journey by its id, and by its file, becomes the same state machine', async () => {
  const machine = await milepostJson('compile', 'welcome');
  expect(machine).toMatchObject({ QueryLanguage: 'JSONata', StartAt: 'greeting' });
  expect(await milepostJson('compile', 'workflows/welcome.json')).toEqual(machine);
});

test('--cost tells the transitions of each way, and what a thousand runs cost', async () => {
  const { stdout } = await milepost('compile', 'tier-sprint', '--cost');
  expect(stdout).toContain('The ways through tier-sprint');
  expect(stdout).toMatch(/^ +4 +\$0\.1000 +missed +next-order: no order\.placed within P30D/m);
  expect(stdout).toMatch(/^ +13 +\$0\.3250 +completed +next-order: .*3×/m);
  expect(stdout).toContain('4 to 13 transitions a run.');
});

test('--cost --json gives the same to programs', async () => {
  const { paths, least, most } = await milepostJson('compile', 'follow-up', '--cost', '--json');
  expect({ least, most }).toEqual({ least: 3, most: 4 });
  expect(paths).toMatchObject([
    { outcome: 'late', transitions: 3 },
    { outcome: 'completed', transitions: 4 },
  ]);
});

test('a journey that is not there is named, with those that are', async () => {
  const { stderr, exitCode } = await milepost('compile', 'welcom');
  expect(stderr).toBe(
    'milepost: there is no journey "welcom" in workflows; did you mean "welcome"? there are double-opt-in, follow-up, tier-sprint, welcome, win-back\n',
  );
  expect(exitCode).toBe(1);
});

test('the schemas for editors are written beside what they are of, as they lie there already', async () => {
  const folder = emptyFolder();
  const { stdout } = await milepost('schema', '--workflows', folder);
  const names = [
    'deliverability.schema.json',
    'journey.schema.json',
    'retention.schema.json',
    'segments/segment.schema.json',
    'sending.schema.json',
    'templates/company.schema.json',
    'templates/sample.schema.json',
    'tests/scenario.schema.json',
  ];
  expect(stdout).toBe(names.map((name) => `wrote ${join(folder, name)}\n`).join(''));
  for (const name of names) {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(readFileSync(join('workflows', name), 'utf8'));
  }
});
