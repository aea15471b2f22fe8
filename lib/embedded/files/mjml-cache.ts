// What MJML made of a source is kept beside the installed packages: loading MJML takes longer than anything else that a
// command does, and most sources are as they were.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import packages from '../../../package.json' with { type: 'json' };
import type { MjmlCompiler } from '../../journey/templates/message-folder.ts';
import type { Flaw } from '../../journey/templates/split-file.ts';

const root = join(import.meta.dirname, '../../..');
const cache = join(root, 'node_modules/.cache/milepost/mjml');
const compiler = join(root, 'lib/journey/mjml');

/** MJML, loaded when a source comes that has not been seen. */
export const compileMjml: MjmlCompiler = (source, locale) => compileCached(cache, source, locale);

/** The same with the cache in a folder; one that cannot be written to is none. */
export async function compileCached(
  folder: string,
  source: string,
  locale: string,
): Promise<string | Flaw[]> {
  const file = join(folder, `${hashOf([edition(), locale, source])}.html`);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const { compileMjml: compile } = await import('../../journey/mjml/compile.ts');
  const made = await compile(source, locale);
  if (typeof made === 'string') await keep(folder, file, made);
  return made;
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

let known: string | undefined;

/** What makes something else of the same source: the library in another version, or our own part changed. */
function edition(): string {
  if (known !== undefined) return known;
  const { 'mjml-core': core, 'mjml-preset-core': preset } = packages.dependencies;
  const own = readdirSync(compiler)
    .sort()
    .map((name) => readFileSync(join(compiler, name), 'utf8'));
  known = hashOf([core, preset, own]);
  return known;
}

/** Whole or not at all, as others may read it at once. */
async function keep(folder: string, file: string, html: string): Promise<void> {
  const half = `${file}.${process.pid}.${performance.now()}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(half, html);
    await rename(half, file);
  } catch {
    // Where nothing can be written, each command makes its pages anew.
  }
}
