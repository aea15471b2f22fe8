// The server's file, opened for a command: a file that is missing, foreign or in use is told in a line.

import { type Database, type DatabaseOptions, openDatabase } from '../lib/embedded/database.ts';
import { UsersMistake } from './users-mistake.ts';

/** Throws `UsersMistake` if the file cannot be opened so. */
export function openServersFile(path: string, options: DatabaseOptions): Database {
  try {
    return openDatabase(path, options);
  } catch (error) {
    throw new UsersMistake(error instanceof Error ? error.message : String(error));
  }
}
