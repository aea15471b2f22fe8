// MJML is asked once for each source: what it made is kept.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { compileCached } from '../../../lib/embedded/files/mjml-cache.ts';

const source = '<mjml><mj-body>{{ customer.a }}</mj-body></mjml>';

function aCache(): string {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-mjml-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a source that was seen is not compiled again, and another language is another page', async () => {
  const cache = aCache();
  const made = await compileCached(cache, source, 'en');
  const [file = ''] = readdirSync(cache);
  expect(readFileSync(join(cache, file), 'utf8')).toBe(made);
  writeFileSync(join(cache, file), 'kept');
  expect(await compileCached(cache, source, 'en')).toBe('kept');
  expect(await compileCached(cache, source, 'zh')).toContain('<html lang="zh"');
});

test('what is wrong is told each time, and where nothing can be kept, it is made each time', async () => {
  const cache = aCache();
  expect(await compileCached(cache, '<mjml><mj-bdy></mj-bdy></mjml>', 'en')).toBeInstanceOf(Array);
  expect(readdirSync(cache)).toEqual([]);
  writeFileSync(join(cache, 'file'), '');
  expect(await compileCached(join(cache, 'file'), source, 'en')).toContain('<!doctype html>');
});
