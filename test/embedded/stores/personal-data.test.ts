// That no table of the embedded store is forgotten where a customer is exported or erased, and nothing stays in the file.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../lib/embedded/database.ts';
import { createStores } from '../../../lib/embedded/stores/index.ts';
import { createPersonalData, tablesOfCustomers } from '../../../lib/embedded/stores/personal-data.ts';
import { recordKinds } from '../../../lib/embedded/stores/record-kinds.ts';
import { anEvent, leaveAsIs, minute, noon } from '../../contracts/examples.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What is kept of nobody in particular, and why. */
const OF_NOBODY: Record<string, string> = {
  erasures: 'the tombstones, which name nobody',
  executions: 'removed by their runs',
  failures: 'removed by their runs',
  jobs: 'removed by what they say',
  linkKeys: 'what the links of all messages are signed with',
  machines: 'journeys as they were deployed',
  passes: 'counts of customers',
  pauses: 'journeys whose marketing is paused',
  rates: 'counts of messages',
  sqlite_sequence: 'numbers that were given',
  standings: 'addresses as digests, which outlive an erasure so that nothing is sent to them',
  templates: 'templates as they were deployed',
};

function inMemory(): Database {
  return openDatabase(':memory:', { durable: false });
}

describe('every table', () => {
  test('of customers has a line in the registry of records', () => {
    expect(Object.keys(recordKinds).sort()).toEqual(tablesOfCustomers(inMemory()));
  });

  test('has a column "customerId", or is named here with the reason why it needs none', () => {
    const database = inMemory();
    const rows = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const others = rows.map(({ name }) => String(name)).filter((name) => !(name in recordKinds));
    expect(others.sort()).toEqual(Object.keys(OF_NOBODY));
  });

  test('that nobody has listed is exported and erased all the same', async () => {
    const database = inMemory();
    database.run(database.prepare('CREATE TABLE hobbies (customerId TEXT, hobby TEXT)'));
    database.run(database.prepare("INSERT INTO hobbies VALUES ('ana', 'chess'), ('ben', 'go')"));
    const personalData = createPersonalData(database);

    expect(await personalData.ofCustomer('ana')).toEqual({
      hobbies: [{ customerId: 'ana', hobby: 'chess' }],
    });
    expect(await personalData.remove('ana')).toEqual({ hobbies: 1 });
    expect(Object.keys(await personalData.ofCustomer('ben'))).toEqual(['hobbies']);
  });
});

describe('the file', () => {
  test('of a server that has ended holds nothing that an erased customer said', async () => {
    const path = join(temporaryFolder(), 'milepost.db');
    const database = openDatabase(path, { durable: true });
    const { timeline, personalData } = createStores(database);
    const properties = { email: 'ana.secret@example.com', note: 'a secret '.repeat(2000) };
    await timeline.record(anEvent({ properties }), leaveAsIs);
    await database.committed();
    expect(readFileSync(`${path}-wal`).includes('ana.secret@example.com')).toBe(true);

    await personalData.begin('ana', noon + minute);
    await personalData.remove('ana');
    database.close();
    const kept = readFileSync(path);
    expect(kept.includes('ana.secret@example.com')).toBe(false);
    expect(kept.includes('a secret a secret')).toBe(false);
  });

  test('of tombstones names nobody, and the salt stands beside it', async () => {
    const path = join(temporaryFolder(), 'milepost.db');
    const database = openDatabase(path, { durable: true });
    await createStores(database).personalData.begin('somebody-known', noon);
    database.close();

    expect(readFileSync(path).includes('somebody-known')).toBe(false);
    expect(readFileSync(`${path}.salt`, 'utf8').trim()).toHaveLength(43);
    const again = openDatabase(path, { durable: true });
    expect(await createStores(again).personalData.erasure('somebody-known')).toMatchObject({ at: noon });
    again.close();
  });
});
