import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../../../lib/embedded/database.ts';
import { SCHEMA_VERSION } from '../../../lib/embedded/schema.ts';
import { createProfiles } from '../../../lib/embedded/stores/profiles.ts';
import { createTimeline } from '../../../lib/embedded/stores/timeline.ts';
import { anEvent, countOrder, leaveAsIs } from '../../contracts/examples.ts';
import { temporaryFolder } from './temporary-folder.ts';

const durable = { durable: true };

function open(path: string, options: Parameters<typeof openDatabase>[1] = durable): Database {
  const database = openDatabase(path, options);
  onTestFinished(() => database.close());
  return database;
}

function sqlite(path: string, sql: string): void {
  const file = new DatabaseSync(path);
  file.exec(sql);
  file.close();
}

test('arrival is counted on after a restart, even when the last events were deleted', async () => {
  const path = join(temporaryFolder(), 'milepost.db');
  const first = openDatabase(path, durable);
  await createTimeline(first).record(anEvent(), leaveAsIs);
  await createTimeline(first).record(anEvent({ id: 'order-2-placed' }), leaveAsIs);
  first.write(() => first.prepare('DELETE FROM events').run());
  first.close();

  const { event } = await createTimeline(open(path)).record(anEvent({ id: 'order-3-placed' }), leaveAsIs);
  expect(event.seq).toBe(3);
});

test('a second Milepost on the same file is refused until the first has stopped', () => {
  const path = join(temporaryFolder(), 'milepost.db');
  const first = openDatabase(path, durable);
  expect(() => openDatabase(path, durable)).toThrow(`${path} is in use by another Milepost`);

  first.close();
  open(path);
});

test('a Milepost that was killed leaves its file free and what it had committed in it', async () => {
  const path = join(temporaryFolder(), 'milepost.db');
  const program = `
    import { openDatabase } from '${new URL('../../../lib/embedded/database.ts', import.meta.url)}';
    const database = openDatabase(${JSON.stringify(path)}, { durable: true });
    const put = (hash) => database.prepare('INSERT INTO templates VALUES (?, ?)').run(hash, '{}');
    database.write(() => put('committed'));
    await database.committed();
    database.write(() => put('open'));
    process.stdout.write('ready');
    while (true);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');

  expect(() => openDatabase(path, durable)).toThrow('is in use by another Milepost');
  child.kill('SIGKILL');
  await once(child, 'exit');

  // Reading comes first: it has to cope with what the killed process left.
  for (const options of [{ ...durable, readOnly: true }, durable]) {
    const hashes = open(path, options).prepare('SELECT hash FROM templates').all();
    expect(hashes.map((row) => row.hash)).toEqual(['committed']);
  }
});

test('a durable file is flushed at every commit, one for a replay never', () => {
  const folder = temporaryFolder();
  const synchronous = (name: string, durable: boolean) =>
    open(join(folder, name), { durable }).prepare('PRAGMA synchronous').get()?.synchronous;

  const [off, full] = [0, 2];
  expect(synchronous('milepost.db', true)).toBe(full);
  expect(synchronous('replay.db', false)).toBe(off);
});

test('a file can be read while its Milepost runs, and when none does', async () => {
  const path = join(temporaryFolder(), 'milepost.db');
  const writer = openDatabase(path, durable);
  await createTimeline(writer).record(anEvent(), countOrder);
  await writer.committed();

  const beside = open(path, { ...durable, readOnly: true });
  expect(await createProfiles(beside).get('ana')).toMatchObject({ attributes: { orders: 1 } });
  await createTimeline(writer).record(anEvent({ id: 'order-2-placed' }), countOrder);
  await writer.committed();
  expect(await createProfiles(beside).get('ana')).toMatchObject({ attributes: { orders: 2 } });
  beside.close();
  writer.close();

  const after = open(path, { ...durable, readOnly: true });
  expect(await createProfiles(after).get('ana')).toMatchObject({ attributes: { orders: 2 } });
});

test('who opens a file for reading cannot write to it', async () => {
  const path = join(temporaryFolder(), 'milepost.db');
  openDatabase(path, durable).close();
  const reader = open(path, { ...durable, readOnly: true });

  await expect(createTimeline(reader).record(anEvent(), leaveAsIs)).rejects.toThrow('open for reading only');
  await expect(reader.committed()).resolves.toBeUndefined();
});

test('reading a file that is not there says so, and creates none', () => {
  const path = join(temporaryFolder(), 'milepost.db');
  expect(() => openDatabase(path, { ...durable, readOnly: true })).toThrow(`${path} is not there`);
  expect(() => openDatabase(path, { ...durable, readOnly: true })).toThrow(`${path} is not there`);
});

test('a file of a newer Milepost is refused, and free again', () => {
  const path = join(temporaryFolder(), 'milepost.db');
  openDatabase(path, durable).close();
  sqlite(path, `PRAGMA user_version = ${SCHEMA_VERSION + 1}`);

  const refusal = `has schema version ${SCHEMA_VERSION + 1}, and this Milepost knows versions up to ${SCHEMA_VERSION}`;
  expect(() => openDatabase(path, durable)).toThrow(refusal);
  expect(() => openDatabase(path, { ...durable, readOnly: true })).toThrow(refusal);
  sqlite(path, `PRAGMA user_version = ${SCHEMA_VERSION}`);
  open(path);
});

test('a file of another program is left alone', () => {
  const folder = temporaryFolder();
  sqlite(join(folder, 'bookmarks.db'), 'CREATE TABLE bookmarks (url TEXT)');
  writeFileSync(join(folder, 'notes.txt'), 'Remember the milk. '.repeat(100));

  expect(() => openDatabase(join(folder, 'bookmarks.db'), durable)).toThrow('is not a file of Milepost');
  expect(() => openDatabase(join(folder, 'notes.txt'), durable)).toThrow(
    'notes.txt cannot be opened: file is not a database',
  );
});
