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

/** The file of a server that is not at work. Where one is, the way to ask it is told. */
export function openWritable(path: string): Database {
  try {
    return openServersFile(path, { durable: true });
  } catch (error) {
    if (!(error instanceof UsersMistake) || !error.message.includes('is in use')) throw error;
    const hint = 'or, where that is the server, ask it: --url http://127.0.0.1:4400';
    throw new UsersMistake(`${error.message.replace(/\.$/, '')}; ${hint}`);
  }
}
