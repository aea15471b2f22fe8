// `milepost customers consent`: what a customer agrees to, and the evidence of it, from the server's file.

import { expect, test } from 'vitest';
import { milepost, milepostJson } from './command-line.ts';
import { serverFile } from './server-file.ts';

const text = 'Yes, send me offers by e-mail.\nI can withdraw at any time.';

const file = () =>
  serverFile([
    [
      '2026-03-02T08:00:00Z',
      'ann',
      'customer.registered',
      { timezone: 'Europe/Berlin', consent: { sms: true, email: false } },
    ],
    [
      '2026-03-03T08:00:00Z',
      'ann',
      'customer.subscribed',
      { channel: 'email', source: 'double-opt-in', purpose: 'offers', text },
    ],
    [
      '2026-03-04T08:00:00Z',
      'ann',
      'customer.unsubscribed',
      { topic: 'newsletters', source: 'preference-page' },
    ],
    ['2026-03-02T08:00:00Z', 'ben', 'order.placed', { total: 20 }],
  ]);

test('what counts now, and all that was said with the words that were shown', async () => {
  const { stdout, exitCode } = await milepost('customers', 'consent', 'ann', '--db', await file());
  expect(stdout).toMatch(/^Customer ann, in the time of Europe\/Berlin:$/m);
  expect(stdout).toMatch(/^email +given +Tue 2026-03-03 09:00 +double-opt-in +offers/m);
  expect(stdout).toMatch(/^sms +given +Mon 2026-03-02 09:00 +\(customer.registered\)/m);
  expect(stdout).toMatch(/^newsletters +withdrawn +Wed 2026-03-04 09:00 +preference-page/m);
  expect(stdout).toContain('    email withdrawn\n');
  expect(stdout).toContain('    email given, by double-opt-in, for offers\n');
  expect(stdout).toContain('      “Yes, send me offers by e-mail.”\n      “I can withdraw at any time.”\n');
  expect(exitCode).toBe(0);
});

test('the same for programs, with moments in UTC', async () => {
  const told = await milepostJson('customers', 'consent', 'ann', '--db', await file(), '--json');
  expect(told).toMatchObject({
    customerId: 'ann',
    consent: { email: true, sms: true, newsletters: false },
    current: [
      { key: 'email', given: true, at: '2026-03-03T08:00:00.000Z', source: 'double-opt-in', text },
      { key: 'newsletters', given: false, source: 'preference-page' },
      { key: 'sms', given: true, at: '2026-03-02T08:00:00.000Z', saidBy: 'customer.registered' },
    ],
    history: [
      { saidBy: 'customer.registered' },
      { saidBy: 'customer.subscribed' },
      { saidBy: 'customer.unsubscribed' },
    ],
  });
});

test('who never said anything is told as such, and who is not there is a mistake', async () => {
  const db = await file();
  const { stdout } = await milepost('customers', 'consent', 'ben', '--db', db);
  expect(stdout).toBe('Customer "ben" has never said anything about consent: no marketing goes to them.\n');
  const { stderr, exitCode } = await milepost('customers', 'consent', 'nobody', '--db', db);
  expect(stderr).toBe(`milepost: there is no customer "nobody" in ${db}\n`);
  expect(exitCode).toBe(1);
});
