import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../../../lib/embedded/database.ts';
import { temporaryFolder } from './temporary-folder.ts';

function open(path: string, options = { durable: true }): Database {
  const database = openDatabase(path, options);
  onTestFinished(() => database.close());
  return database;
}

function put(database: Database, hash: string): void {
  database.prepare('INSERT INTO templates (hash, bundle) VALUES (?, ?)').run(hash, '{}');
}

function hashes(database: Database): unknown[] {
  return database
    .prepare('SELECT hash FROM templates ORDER BY hash')
    .all()
    .map((row) => row.hash);
}

/** A table whose constraint is looked at only when the transaction ends: one row in it makes COMMIT fail. */
function putWhatCannotBeCommitted(database: Database): void {
  database
    .prepare('CREATE TABLE orphans (parent TEXT REFERENCES templates (hash) DEFERRABLE INITIALLY DEFERRED)')
    .run();
  database.prepare("INSERT INTO orphans VALUES ('nobody')").run();
}

test('all writes of a turn are committed together, and those who wait hear of it then', async () => {
  const path = join(temporaryFolder(), 'milepost.db');
  const writer = open(path);
  const reader = openDatabase(path, { durable: true, readOnly: true });
  onTestFinished(() => reader.close());

  writer.write(() => put(writer, 'a'));
  await Promise.resolve();
  writer.write(() => put(writer, 'b'));
  expect(hashes(writer)).toEqual(['a', 'b']);
  expect(hashes(reader)).toEqual([]);

  await writer.committed();
  expect(hashes(reader)).toEqual(['a', 'b']);
});

test('the next turn has a transaction of its own', async () => {
  const database = open(join(temporaryFolder(), 'milepost.db'));
  database.write(() => put(database, 'a'));
  await database.committed();
  expect(() =>
    database.write(() => {
      put(database, 'b');
      throw new Error('on second thoughts');
    }),
  ).toThrow('on second thoughts');
  database.write(() => put(database, 'c'));
  await database.committed();
  expect(hashes(database)).toEqual(['a', 'c']);
});

test('with nothing written there is nothing to wait for', async () => {
  const database = open(join(temporaryFolder(), 'milepost.db'));
  await expect(database.committed()).resolves.toBeUndefined();
});

test('what a turn wrote is committed even if nobody waits for it', async () => {
  const path = join(temporaryFolder(), 'milepost.db');
  const writer = open(path);
  writer.write(() => put(writer, 'a'));
  await nextTurn();
  const reader = openDatabase(path, { durable: true, readOnly: true });
  onTestFinished(() => reader.close());
  expect(hashes(reader)).toEqual(['a']);
});

test('closing commits what is open, and another opening finds it', () => {
  const path = join(temporaryFolder(), 'shop', 'milepost.db');
  const first = openDatabase(path, { durable: true });
  first.write(() => put(first, 'a'));
  first.close();
  first.close();

  expect(hashes(open(path))).toEqual(['a']);
  expect(() => first.write(() => put(first, 'b'))).toThrow('is closed');
});

test('work that fails is undone, and what others wrote in the same turn stays', async () => {
  const database = open(join(temporaryFolder(), 'milepost.db'));
  database.write(() => put(database, 'before'));
  const failing = () =>
    database.write(() => {
      put(database, 'during');
      throw new Error('on second thoughts');
    });
  expect(failing).toThrow('on second thoughts');
  database.write(() => put(database, 'later'));
  await database.committed();

  expect(hashes(database)).toEqual(['before', 'later']);
});

test('work inside work is undone alone, or with all around it', () => {
  const database = open(':memory:');
  database.write(() => {
    put(database, 'outer');
    expect(() =>
      database.write(() => {
        put(database, 'inner');
        throw new Error('inner');
      }),
    ).toThrow('inner');
  });
  expect(hashes(database)).toEqual(['outer']);

  expect(() =>
    database.write(() => {
      database.write(() => put(database, 'inner'));
      throw new Error('outer');
    }),
  ).toThrow('outer');
  expect(hashes(database)).toEqual(['outer']);
});

test('after a commit that failed everyone who waits is told, and nothing goes on as if it had held', async () => {
  const path = join(temporaryFolder(), 'milepost.db');
  const database = open(path);
  database.write(() => put(database, 'kept'));
  await database.committed();

  database.write(() => putWhatCannotBeCommitted(database));
  const read = database.prepare('SELECT hash FROM templates');
  const waiting = [database.committed(), database.committed()];

  const told = await Promise.allSettled(waiting);
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(database.committed()).rejects.toThrow('could not be written');
  expect(() => database.write(() => put(database, 'more'))).toThrow('start Milepost again');
  expect(() => database.prepare('SELECT 1')).toThrow('could not be written');
  expect(() => read.all()).toThrow();
  database.close();

  expect(hashes(open(path))).toEqual(['kept']);
});

test('a failed commit that nobody waited for is told to the next who writes', async () => {
  const database = open(join(temporaryFolder(), 'milepost.db'));
  database.write(() => putWhatCannotBeCommitted(database));
  await nextTurn();
  expect(() => database.write(() => put(database, 'more'))).toThrow('could not be written');
});

test('when SQLite gives up a whole turn, nothing goes on as if the rest of it had held', async () => {
  const database = open(join(temporaryFolder(), 'milepost.db'));
  database.write(() => put(database, 'a'));
  const waiting = expect(database.committed()).rejects.toThrow('could not be written');
  const failing = () =>
    database.write(() => {
      database.prepare("INSERT OR ROLLBACK INTO templates VALUES ('a', '{}')").run();
    });
  expect(failing).toThrow('UNIQUE constraint failed');

  await waiting;
  expect(() => database.write(() => put(database, 'b'))).toThrow('could not be written');
});

test('closing says when the last changes could not be committed', () => {
  const database = openDatabase(join(temporaryFolder(), 'milepost.db'), { durable: true });
  database.write(() => putWhatCannotBeCommitted(database));
  expect(() => database.close()).toThrow('could not be written');
});

test('a replay commits by the thousands, when asked, and at the end', async () => {
  const path = join(temporaryFolder(), 'replay.db');
  const replay = openDatabase(path, { durable: false });
  const reader = openDatabase(path, { durable: false, readOnly: true });
  onTestFinished(() => reader.close());

  replay.write(() => put(replay, 'a'));
  await nextTurn();
  expect(hashes(reader)).toEqual([]);
  await replay.committed();
  expect(hashes(reader)).toEqual(['a']);

  for (let nth = 1; nth < 10_000; nth += 1) replay.write(() => {});
  replay.write(() => replay.write(() => put(replay, 'b')));
  expect(hashes(reader)).toEqual(['a', 'b']);

  replay.write(() => put(replay, 'c'));
  replay.close();
  expect(hashes(reader)).toEqual(['a', 'b', 'c']);
});

test('nothing in memory is written to disk', () => {
  const database = open(':memory:', { durable: false });
  database.write(() => put(database, 'a'));
  expect(existsSync(':memory:') || existsSync(':memory:.lock')).toBe(false);
});
