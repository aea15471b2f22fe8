// The files of segments, as they lie beside the journeys.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type SegmentText = { name: string; file: string; text: string };

/** By name; none, where there is no such folder. */
export async function readSegmentFiles(folder: string): Promise<SegmentText[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter(
    (name) => name.endsWith('.json') && !name.endsWith('.schema.json') && !name.startsWith('.'),
  );
  return Promise.all(
    files.sort().map(async (name) => {
      const file = join(folder, name);
      return { name, file, text: await readFile(file, 'utf8') };
    }),
  );
}
