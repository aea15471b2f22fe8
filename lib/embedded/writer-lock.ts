// One process writes a Milepost file at a time: a lock beside it that the operating system drops when its holder
// dies, however it dies. Readers need no lock.

import { DatabaseSync } from 'node:sqlite';

const BUSY = 5;

export type WriterLock = { release(): void };

/** Holds `<path>.lock` until released. Throws when another process, or another database of this one, holds it. */
export function holdWriterLock(path: string): WriterLock {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new Error(
      `${path} is in use by another Milepost; stop that one first, or give this one another file.`,
      {
        cause: error,
      },
    );
  }
  return { release: () => lock.close() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === BUSY;
}
