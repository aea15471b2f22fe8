// Opens the SQLite file under the embedded store, and refuses one that this Milepost cannot serve.

import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { holdWriterLock } from './writer-lock.ts';

/** Marks a file as Milepost's own ("MILE"). */
const APPLICATION_ID = 0x4d494c45;

/** How long (ms) a connection waits for another one's short lock, such as a checkpoint's. */
const LOCK_PATIENCE = 5000;

export type OpenFile = { connection: DatabaseSync; close(): void };

/** Opens or creates the file for its one writer. `:memory:` holds everything in memory. Throws if it is in use, foreign or newer. */
export function openForWriting(path: string, durable: boolean): OpenFile {
  if (path === ':memory:') {
    const connection = new DatabaseSync(path);
    connection.exec(`${SCHEMA}\nPRAGMA user_version = ${SCHEMA_VERSION};`);
    return { connection, close: () => connection.close() };
  }
  mkdirSync(dirname(path), { recursive: true });
  const lock = holdWriterLock(path);
  try {
    const connection = connect(path, false, (opened) => {
      // FULL flushes the log at every commit: what was committed survives a power failure.
      opened.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durable ? 'FULL' : 'OFF'};`);
      opened.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;');
      opened.exec(
        `BEGIN; ${SCHEMA}
        PRAGMA user_version = ${SCHEMA_VERSION}; PRAGMA application_id = ${APPLICATION_ID}; COMMIT;`,
      );
    });
    return {
      connection,
      close() {
        connection.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Opens an existing file to write a little beside its writer, each time waiting until that one has committed. For tables
 * only of which the writer remembers nothing (lib/embedded/recent.ts).
 */
export function openBeside(path: string): OpenFile {
  requireFile(path);
  const connection = connect(path, false, (opened) => {
    // The tables of a newer Milepost may not be there yet.
    opened.exec(`PRAGMA synchronous = FULL; BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
  });
  return { connection, close: () => connection.close() };
}

/** Opens an existing file to read what is committed, while its writer may be at work. */
export function openForReading(path: string): OpenFile {
  requireFile(path);
  const connection = connect(path, true, () => {});
  return { connection, close: () => connection.close() };
}

function requireFile(path: string): void {
  if (!existsSync(path))
    throw new Error(`${path} is not there; start Milepost once, or name the file it uses.`);
}

function connect(path: string, readOnly: boolean, prepare: (connection: DatabaseSync) => void): DatabaseSync {
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(path, { readOnly, timeout: LOCK_PATIENCE });
    const refusal = refuse(connection, readOnly);
    if (refusal) throw new Error(refusal);
    prepare(connection);
    return connection;
  } catch (error) {
    connection?.close();
    throw new Error(`${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Why this file is none for this Milepost; undefined if it is. */
function refuse(connection: DatabaseSync, readOnly: boolean): string | undefined {
  const version = pragma(connection, 'user_version');
  const tables = connection.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables;
  if (tables === 0) return readOnly ? 'it is empty; start Milepost on it once.' : undefined;
  if (pragma(connection, 'application_id') !== APPLICATION_ID) return 'it is not a file of Milepost.';
  if (version > SCHEMA_VERSION) {
    return `it has schema version ${version}, and this Milepost knows versions up to ${SCHEMA_VERSION}; use the newer Milepost that wrote it.`;
  }
  return undefined;
}

function pragma(connection: DatabaseSync, name: string): number {
  return Number(connection.prepare(`PRAGMA ${name}`).get()?.[name]);
}
