// Errors that the person at the keyboard can mend: told in a line, without a stack.

import { FileError } from '../lib/embedded/files/file-error.ts';
import { MappingError } from '../lib/embedded/files/mapping.ts';

export class UsersMistake extends Error {
  override name = 'UsersMistake';
}

export function isUsersMistake(error: unknown): error is Error {
  if (error instanceof UsersMistake || error instanceof FileError || error instanceof MappingError)
    return true;
  return (
    error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EADDRINUSE')
  );
}
