// Errors that the person at the keyboard can mend: told in a line, without a stack.

import { didYouMean } from '../lib/customer/nearest-name.ts';
import { FileError } from '../lib/embedded/files/file-error.ts';
import { MappingError } from '../lib/embedded/files/mapping.ts';

export class UsersMistake extends Error {
  override name = 'UsersMistake';
}

/** What is told of a name that is not there: the nearest one, and all that there are. */
export function nameMissing(
  what: string,
  name: string,
  known: readonly string[],
  where: string,
): UsersMistake {
  const hint = didYouMean(name, known) || ';';
  const there = known.length > 0 ? known.join(', ') : 'none';
  return new UsersMistake(`there is no ${what} "${name}" in ${where}${hint} there are ${there}`);
}

/** The line for the person at the keyboard; undefined for an error that is none of theirs. */
export function tellMistake(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof UsersMistake || error instanceof FileError || error instanceof MappingError) {
    return `milepost: ${error.message}`;
  }
  const problem = 'code' in error && PROBLEMS[String(error.code)];
  return problem ? `milepost: ${placeOf(error)}${problem}` : undefined;
}

/** What the operating system refuses, in words. */
const PROBLEMS: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'is a folder; name a file',
  ENOTDIR: 'a part of this path is a file, not a folder',
  EACCES: 'permission denied',
  EROFS: 'this disk is read-only',
  ENOSPC: 'the disk is full',
};

function placeOf(error: Error): string {
  return 'path' in error && typeof error.path === 'string' ? `${error.path}: ` : '';
}
