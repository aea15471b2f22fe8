// The files of segments, as they lie beside the journeys.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type SegmentText = { name: string; file: string; text: string };

/** Whether a file of this name in the folder is a segment. */
export function isSegmentFile(name: string): boolean {
  return name.endsWith('.json') && !name.endsWith('.schema.json') && !name.startsWith('.');
}

/** By name; none, where there is no such folder. */
export async function readSegmentFiles(folder: string): Promise<SegmentText[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return Promise.all(
    names
      .filter(isSegmentFile)
      .sort()
      .map(async (name) => {
        const file = join(folder, name);
        return { name, file, text: await readFile(file, 'utf8') };
      }),
  );
}
