// Files for the tests of the readers, in a folder that is removed when the tests of a file are through.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'milepost-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;

/** The path of a new file with this content. */
export function fileWith(content: string | Buffer): string {
  const path = join(folder, `file-${++count}`);
  writeFileSync(path, content);
  return path;
}

/** The path of a new file with these lines. */
export function fileOf(...lines: string[]): string {
  return fileWith(`${lines.join('\n')}\n`);
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
