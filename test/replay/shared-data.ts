// The real purchase histories that stand beside the project, where they are there, and rows of them for a second,
// independent computation.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

export type SharedFile = { path: string; isThere: boolean };

export function sharedFile(name: string): SharedFile {
  const path = fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));
  return { path, isThere: existsSync(path) };
}

/** The rows as objects by column. These files quote nothing. */
export function rowsOf({ path }: SharedFile): Record<string, string>[] {
  const [header = '', ...lines] = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}
