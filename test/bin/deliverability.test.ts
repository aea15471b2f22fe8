// `milepost suppressions` and `milepost sending`, beside a server that is at work.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../../lib/embedded/database.ts';
import { createPauses } from '../../lib/embedded/stores/pauses.ts';
import { createRates } from '../../lib/embedded/stores/rates.ts';
import { createSuppressions } from '../../lib/embedded/stores/suppressions.ts';
import { emptyFolder, milepost, milepostJson } from './command-line.ts';

let server: Database;
let folder: string;
let db: string;

/** The server has the file, and is in the middle of its work. */
beforeEach(() => {
  folder = emptyFolder();
  db = join(folder, 'milepost.db');
  server = openDatabase(db, { durable: true });
  onTestFinished(() => server.close());
});

const suppressions = (...args: string[]) => milepost('suppressions', ...args, '--db', db);
const sending = (...args: string[]) => milepost('sending', ...args, '--db', db);

function aFile(...lines: string[]): string {
  const file = join(folder, 'bounced.csv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

describe('suppressions', () => {
  test('an address that is added gets nothing more, as the server sees at once', async () => {
    const { stdout } = await suppressions('add', 'Ada@Example.com');
    expect(stdout).toBe('a…@example.com: nothing is sent to it (manual)\n');
    expect(await createSuppressions(server).get('email', 'ada@example.com')).toMatchObject({
      suppression: { reason: 'manual', source: 'operator', until: null },
    });
  });

  test('one that is taken off the list is written to again', async () => {
    await suppressions('add', '+44 7700 900123', '--channel', 'sms');
    const { stdout } = await suppressions('remove', '0044 7700 900123', '--channel', 'sms');
    expect(stdout).toBe('+44…23: messages go to it again\n');
    const { stderr, exitCode } = await suppressions('remove', '+447700900123', '--channel', 'sms');
    expect(stderr).toBe('milepost: +447700900123 is not on the list of sms\n');
    expect(exitCode).toBe(1);
  });

  test('what is no address is told, and nothing is written', async () => {
    const { stderr, exitCode } = await suppressions('add', 'ada');
    expect(stderr).toBe('milepost: "ada" is no e-mail address; write for example ada@example.com\n');
    expect(exitCode).toBe(1);
  });

  test('a file is imported: all bad lines are told, and nothing else is lost', async () => {
    const file = aFile(
      'EmailAddress,Reason,LastUpdateTime',
      'ada@example.com,BOUNCE,2026-01-01',
      'no address,BOUNCE,2026-01-01',
      '"ben@example.com",COMPLAINT,2026-01-01',
      'cem@example.com',
      'dan@example.com,left us,2026-01-01',
    );
    const { stdout, stderr, exitCode } = await suppressions('import', file);
    expect(stdout).toBe('3 addresses are on the list; 2 lines were left out\n');
    expect(stderr.split('\n')).toEqual([
      `${file}:3: "no address" is no e-mail address; write for example ada@example.com`,
      `${file}:5: has 1 columns, and the header has 3`,
      '',
    ]);
    expect(exitCode).toBe(1);
    const reason = async (address: string) =>
      (await createSuppressions(server).get('email', address))?.suppression?.reason;
    expect(await reason('ada@example.com')).toBe('hard-bounce');
    expect(await reason('ben@example.com')).toBe('complaint');
    expect(await reason('dan@example.com')).toBe('imported');
  });

  test('a file says by a column which channel a row is of', async () => {
    const file = aFile('channel,address', 'email,ada@example.com', 'sms,+447700900123', 'fax,+447700900123');
    const { stderr } = await suppressions('import', file);
    expect(stderr).toBe(`${file}:4: "fax" is no channel; there are email, sms, push, inbox\n`);
    expect(await createSuppressions(server).get('sms', '+447700900123')).toBeDefined();
  });

  test('a file without addresses is told, with the columns that it has', async () => {
    const { stderr } = await suppressions('import', aFile('name,age', 'Ada,36'));
    expect(stderr).toContain('there is no column "address", "email" or "phone"; there are name, age');
  });

  test('are listed, masked; and one is found by its address', async () => {
    await suppressions('add', 'ada@example.com');
    await suppressions('add', 'ben@example.com');
    expect((await suppressions('list')).stdout).toContain('a…@example.com');
    const { stdout } = await suppressions('list', 'ben@example.com', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ channel: 'email', reason: 'manual', until: null });
    expect(stdout).not.toContain('ben@');
    expect((await suppressions('list', 'cem@example.com')).stdout).toBe(
      'nothing is known of cem@example.com\n',
    );
  });
});

describe('sending', () => {
  test('is paused and resumed by the operator, for a journey or as a whole', async () => {
    expect((await sending('pause', '--journey', 'welcome', '--reason', 'wrong prices')).stdout).toBe(
      'the marketing of welcome is paused; messages wait, and go once it is resumed\n',
    );
    expect(await createPauses(server).all()).toMatchObject([
      { journeyId: 'welcome', reason: 'wrong prices', by: 'operator' },
    ]);
    await sending('pause');
    expect((await sending('pause')).stderr).toBe('milepost: marketing as a whole is paused already\n');
    expect((await sending('resume', '--journey', 'welcome')).stdout).toBe(
      'the marketing of welcome goes out again, within the hour; paused: marketing as a whole\n',
    );
    expect((await sending('resume', '--journey', 'welcome')).stderr).toBe(
      'milepost: the marketing of welcome is not paused; paused: marketing as a whole\n',
    );
    expect((await sending('resume')).stdout).toBe('marketing as a whole goes out again, within the hour\n');
    expect(await createPauses(server).all()).toEqual([]);
  });

  test('tells the rates of the last days, by journey', async () => {
    const rates = createRates(server);
    const now = Date.now();
    for (let nth = 0; nth < 200; nth += 1) await rates.count('welcome', now, 'sent', 'ann');
    await rates.count('welcome', now, 'complained', 'ann');
    await rates.count('offers', now, 'sent', 'ann');
    await server.committed();
    await sending('pause', '--journey', 'welcome');
    expect(await milepostJson('sending', '--json', '--db', db)).toMatchObject([
      { journey: null, sent: 201, bounced: 0, complained: 1, pause: null },
      { journey: 'offers', sent: 1, complained: 0 },
      { journey: 'welcome', sent: 200, complained: 1, pause: { by: 'operator' } },
    ]);
    expect((await sending()).stdout).toMatch(/welcome +200 .*1 \(0\.50 %\) +paused since/);
  });

  test('of a file that is not there is told', async () => {
    const { stderr } = await milepost('sending', 'pause', '--db', join(folder, 'other.db'));
    expect(stderr).toContain('is not there; start Milepost once, or name the file it uses.');
  });
});
