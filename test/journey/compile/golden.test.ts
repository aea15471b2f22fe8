// What each journey becomes, kept as files: `UPDATE_GOLDEN=1 npx vitest run test/journey/compile` rewrites them.

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { compiled, printed } from './compiled.ts';
import { examples } from './examples.ts';

const folder = join(import.meta.dirname, 'golden');
const fileOf = (name: string) => join(folder, `${name}.asl.json`);
const rewriting = Boolean(process.env.UPDATE_GOLDEN);

beforeAll(() => {
  if (!rewriting) return;
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
});

test.each(examples)('%s becomes the machine in its golden file', (name, journey) => {
  const text = printed(compiled(journey));
  if (rewriting) writeFileSync(fileOf(name), text);
  expect(existsSync(fileOf(name)), 'no such file yet: UPDATE_GOLDEN=1 writes it').toBe(true);
  expect(text).toBe(readFileSync(fileOf(name), 'utf8'));
});

test('no golden file is left of a journey that is gone', () => {
  expect(readdirSync(folder).sort()).toEqual(examples.map(([name]) => `${name}.asl.json`).sort());
});
