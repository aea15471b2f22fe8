// `milepost explain` and `milepost messages`: answers from the server's file, while it may be at work.

import { expect, test } from 'vitest';
import { milepost, milepostJson } from './command-line.ts';
import { serverFile } from './server-file.ts';

const registered = (firstName: string, more: object = {}) => ({
  firstName,
  email: `${firstName.toLowerCase()}@example.com`,
  timezone: 'Europe/Berlin',
  consent: { email: true },
  ...more,
});

const HAPPENINGS: Parameters<typeof serverFile>[0] = [
  ['2026-03-02T08:00:00Z', 'ann', 'customer.registered', registered('Ann')],
  ['2026-03-02T09:00:00Z', 'ben', 'customer.registered', registered('Ben', { consent: {} })],
  ['2026-03-02T10:00:00Z', 'uma', 'customer.registered', registered('Uma')],
  ['2026-03-03T08:00:00Z', 'ann', 'customer.registered', registered('Ann')],
  ['2026-03-04T08:00:00Z', 'ann', 'order.placed', { orderId: 'o1', total: 20 }],
];

async function withFile(look: (db: string) => Promise<void>): Promise<void> {
  await look(await serverFile(HAPPENINGS));
}

test('explain tells a customer’s way in their local time, with subjects and reasons', () =>
  withFile(async (db) => {
    const { stdout, exitCode } = await milepost('explain', 'ann', '--db', db);
    expect(stdout).toContain('Customer ann, in the time of Europe/Berlin:');
    expect(stdout).toContain('Mon 2026-03-02 09:00');
    expect(stdout).toContain('welcome entered by customer.registered');
    expect(stdout).toContain('welcome greeting: email sent “Welcome, Ann” (consent)');
    expect(stdout).toContain('welcome settle-in: waits until Thu 2026-03-05 10:00');
    expect(stdout).toContain('welcome left, ordered: order.placed ends the run');
    expect(stdout).toContain('follow-up entered by order.placed');
    expect(stdout).toMatch(/run welcome-\w+: exited, ordered, converted/);
    expect(exitCode).toBe(0);
  }));

test('explain tells in which segments a customer is, and since when', () =>
  withFile(async (db) => {
    const { stdout } = await milepost('explain', 'ann', '--db', db);
    expect(stdout).toContain(
      'in segments: active since Wed 2026-03-04 09:00, new since Mon 2026-03-02 09:00',
    );
  }));

test('explain tells why a customer did not enter', () =>
  withFile(async (db) => {
    const { stdout } = await milepost('explain', 'ann', '--db', db);
    expect(stdout).toContain('welcome did not enter: run welcome-');
    expect(stdout).toContain('tier-sprint did not enter: the customer is not in the audience');
  }));

test('explain tells why a message was not sent', () =>
  withFile(async (db) => {
    const { stdout } = await milepost('explain', 'ben', '--db', db);
    expect(stdout).toContain('welcome greeting: held (not by email: no-consent; not by sms: no-consent)');
  }));

test('explain --journey tells of one journey only, and --json all that is kept', () =>
  withFile(async (db) => {
    const { stdout } = await milepost('explain', 'ann', '--journey', 'follow-up', '--db', db);
    expect(stdout).not.toContain('welcome');
    const told = await milepostJson('explain', 'ann', '--journey', 'follow-up', '--db', db, '--json');
    expect(told.runs).toMatchObject([{ journeyId: 'follow-up', status: 'active' }]);
    expect(told.decisions[0]).toMatchObject({
      kind: 'entry',
      outcome: 'entered',
      reason: 'entered by order.placed',
    });
  }));

test('a customer who is not there is told from one about whom nothing was decided', () =>
  withFile(async (db) => {
    const nobody = await milepost('explain', 'zoe', '--db', db);
    expect([nobody.stderr, nobody.exitCode]).toEqual([`milepost: there is no customer "zoe" in ${db}\n`, 1]);
    const nothing = await milepost('explain', 'ben', '--journey', 'follow-up', '--db', db);
    expect(nothing.stdout).toContain('Nothing was decided about customer "ben" in journey "follow-up"');
    expect(nothing.exitCode).toBe(0);
  }));

test('messages lists the newest last, with what was said or why not', () =>
  withFile(async (db) => {
    const { stdout } = await milepost('messages', '--db', db);
    expect(stdout).toMatch(/^2026-03-02 08:00:00 +ann +email +sent +consent +Welcome, Ann$/m);
    expect(stdout).toMatch(/^2026-03-02 09:00:00 +ben +email +held +no-consent +\(welcome\/greeting\)$/m);
    const { stdout: last } = await milepost('messages', '--limit', '1', '--db', db);
    expect(last).toContain(' uma ');
    expect(last).not.toContain(' ann ');
  }));

test('messages --unknown lists those of which nobody knows whether they went out', () =>
  withFile(async (db) => {
    const { stdout } = await milepost('messages', '--unknown', '--db', db);
    expect(stdout).toMatch(
      /uma +email +unknown +the connection broke after DATA +Welcome, Uma +uma\/welcome-[0-9a-f]+\/greeting\/1$/m,
    );
    expect(stdout).not.toContain(' ann ');
    const line = await milepostJson('messages', '--unknown', '--json', '--db', db);
    expect(line).toMatchObject({
      customerId: 'uma',
      status: 'unknown',
      reason: 'the connection broke after DATA',
      content: { subject: 'Welcome, Uma' },
    });
  }));

test.each(['explain ann', 'messages'])('%s without a server’s file says what to do', async (command) => {
  const { stderr, exitCode } = await milepost(...command.split(' '), '--db', 'nowhere/milepost.db');
  expect(stderr).toBe(
    'milepost: nowhere/milepost.db is not there; start Milepost once, or name the file it uses.\n',
  );
  expect(exitCode).toBe(1);
});
