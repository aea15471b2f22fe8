// `milepost runs`: the runs in the server's file, those that failed, and how they go on.

import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../lib/embedded/database.ts';
import { createMessages } from '../../lib/embedded/stores/messages.ts';
import { brokenFile, daysAgo, goOn } from './broken-file.ts';
import { milepost, milepostJson } from './command-line.ts';

const written = (days: number) => new Date(daysAgo(days)).toISOString();

const inTable = (days: number) => written(days).slice(0, 19).replace('T', ' ');

describe('milepost runs', () => {
  test('lists runs, newest first, with where and why they failed', async () => {
    const { db } = await brokenFile();
    const { stdout, exitCode } = await milepost('runs', '--db', db);
    const [head = '', newest = '', , oldest = ''] = stdout.split('\n');
    expect(head).toMatch(/^entered \(UTC\) +run +customer +state +step +why$/);
    expect(newest).toContain(inTable(3));
    expect(newest).toMatch(/^\S+ \S+ +follow-up-\w+ +cleo +active$/);
    expect(oldest).toContain(inTable(7));
    expect(oldest).toMatch(
      /^\S+ \S+ +welcome-\w+ +ann +failed +guide +template "welcome\/guide" \(\w+\) is not kept \(TerminalError\)$/,
    );
    expect(exitCode).toBe(0);
  });

  test('--failed lists those that failed, the last failure first', async () => {
    const { db } = await brokenFile();
    const { stdout } = await milepost('runs', '--failed', '--db', db);
    expect(stdout).toMatch(/^failed \(UTC\)/);
    expect([...stdout.matchAll(/ (ann|ben|cleo) /g)].map(([, name]) => name)).toEqual(['ben', 'ann']);
    const { stdout: one } = await milepost('runs', '--failed', '--customer', 'ann', '--db', db);
    expect(one).not.toContain('ben');
    const { stdout: late } = await milepost('runs', '--failed', '--since', written(3), '--db', db);
    expect(late).not.toContain('ann');
    const { stdout: none } = await milepost('runs', '--failed', '--journey', 'follow-up', '--db', db);
    expect(none).toBe('no run failed\n');
  });

  test('tells that there are more than it lists', async () => {
    const { db } = await brokenFile();
    const { stdout } = await milepost('runs', '--limit', '1', '--db', db);
    expect(stdout).toContain('there are more: --limit 2 shows some');
    const { stdout: all } = await milepost('runs', '--limit', '3', '--db', db);
    expect(all).not.toContain('there are more');
  });

  test('--json has all that is kept, for programs', async () => {
    const { db } = await brokenFile();
    const told = await milepostJson('runs', '--customer', 'ann', '--json', '--db', db);
    expect(told).toMatchObject({
      journey: 'welcome',
      customer: 'ann',
      status: 'failed',
      enteredAt: written(7),
      redrives: 0,
      failure: { step: 'guide', error: 'TerminalError', redrive: true },
    });
  });

  test('says how a moment is written', async () => {
    const { stderr, exitCode } = await milepost('runs', '--since', 'yesterday');
    expect(stderr).toContain('2026-03-02, 2026-03-02T10:00, P7D');
    expect(exitCode).toBe(1);
  });
});

describe('milepost explain', () => {
  test('tells where and why a run failed, and what to do', async () => {
    const { db } = await brokenFile();
    const { stdout } = await milepost('explain', 'ann', '--db', db);
    expect(stdout).toMatch(
      /welcome left, failed: in step guide: template "welcome\/guide" \(\w+\) is not kept/,
    );
    expect(stdout).toMatch(
      /run welcome-\w+: failed, TerminalError\n {2}in step guide: .*\n {2}mend what was wrong, and redrive it: milepost runs redrive welcome-\w+\n/,
    );
  });
});

describe('milepost runs redrive', () => {
  test('lets all that failed go on when the server starts, from the step that failed', async () => {
    const { db, repair } = await brokenFile();
    repair();
    const { stdout, exitCode } = await milepost('runs', 'redrive', '--failed', '--db', db);
    expect(stdout).toMatch(/welcome-\w+: goes on from step guide\n.*\n/);
    expect(stdout).toContain(`They go on when the server on ${db} starts.`);
    expect(exitCode).toBe(0);
    await goOn(db);
    const database = openDatabase(db, { durable: false, readOnly: true });
    const toAnn = [...createMessages(database).all()].filter(({ message }) => message.customerId === 'ann');
    database.close();
    expect(toAnn.map(({ message }) => message.stepId)).toEqual(['greeting', 'guide']);
    const { stdout: told } = await milepost('explain', 'ann', '--db', db);
    expect(told).toContain('welcome redriven: goes on from step guide, in which it had failed');
    const { stdout: list } = await milepost('runs', '--customer', 'ann', '--db', db);
    expect(list).toContain('active, redriven once');
  });

  test('redrives the runs that are named, and tells of each why it cannot be', async () => {
    const { db, repair } = await brokenFile();
    repair();
    const { run } = await milepostJson('runs', '--customer', 'ann', '--json', '--db', db);
    const { run: going } = await milepostJson('runs', '--customer', 'cleo', '--json', '--db', db);
    const { stdout, stderr, exitCode } = await milepost('runs', 'redrive', run, going, 'none', '--db', db);
    expect(stdout).toContain(`${run}: goes on from step guide`);
    expect(stderr).toBe(
      `${going}: not redriven: it is under way\nnone: not redriven: there is no such run in ${db}\n`,
    );
    expect(exitCode).toBe(1);
  });

  test('wants to know which', async () => {
    const { stderr, exitCode } = await milepost('runs', 'redrive');
    expect(stderr).toContain('milepost: which runs? name them, or choose those that failed by --failed');
    expect(exitCode).toBe(1);
  });

  test('is refused while the server is at work', async () => {
    const { db } = await brokenFile();
    const server = openDatabase(db, { durable: false });
    const { stderr, exitCode } = await milepost('runs', 'redrive', '--failed', '--db', db);
    server.close();
    expect(stderr).toContain('is in use by another Milepost; stop that one first');
    expect(exitCode).toBe(1);
  });
});

test('a file of before runs could be redriven is listed all the same', async () => {
  const { db } = await brokenFile();
  const connection = new DatabaseSync(db);
  connection.exec('DROP TABLE failures');
  connection.close();
  rmSync(`${db}-shm`, { force: true });
  const { stdout } = await milepost('runs', '--failed', '--db', db);
  expect(stdout).toContain('no reason was told (TerminalError)');
});
