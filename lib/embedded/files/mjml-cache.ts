// What MJML made of a source is kept beside the installed packages: loading MJML takes longer than anything else that a
// command does, and most sources are as they were.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import packages from '../../../package.json' with { type: 'json' };
import type { MjmlCompiler } from '../../journey/templates/message-folder.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'node_modules/.cache/milepost/mjml');
/** Raised whenever lib/journey/mjml makes something else of the same source. */
const EDITION = 1;

/** MJML, loaded when a source comes that it has not seen. */
export const compileMjml: MjmlCompiler = async (source, locale) => {
  const file = join(folder, `${hashOf(source, locale)}.html`);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const { compileMjml: compile } = await import('../../journey/mjml/compile.ts');
  const made = await compile(source, locale);
  if (typeof made === 'string') await keep(file, made);
  return made;
};

function hashOf(source: string, locale: string): string {
  const versions = [packages.dependencies['mjml-core'], packages.dependencies['mjml-preset-core'], EDITION];
  return createHash('sha256')
    .update(JSON.stringify([versions, locale, source]))
    .digest('hex');
}

/** Whole or not at all, as others may read it at once; where nothing can be written, nothing is kept. */
async function keep(file: string, html: string): Promise<void> {
  const half = `${file}.${process.pid}.${performance.now()}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(half, html);
    await rename(half, file);
  } catch {}
}
