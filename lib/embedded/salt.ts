// The secret of an installation by which tombstones are made: in a file of its own beside the database, so that a copy
// of the database alone says nothing of whom they stand for.

import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

const BYTES = 32;

/** Of a database in memory, it lives as long as that. Made when it is first asked for, and on disk before it is used. */
export function saltBeside(path: string): () => string {
  let salt: string | undefined;
  return () => {
    salt ??= path === ':memory:' ? made() : kept(`${path}.salt`);
    return salt;
  };
}

function kept(path: string): string {
  if (existsSync(path)) {
    const salt = readFileSync(path, 'utf8').trim();
    if (salt !== '') return salt;
    throw new Error(`${path} is empty; put back the copy of it that belongs to the database`);
  }
  const salt = made();
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, `${salt}\n`);
  fsyncSync(file);
  closeSync(file);
  return salt;
}

function made(): string {
  return randomBytes(BYTES).toString('base64url');
}
