// `milepost demo`, in a shop of some customers.

import { expect, test } from 'vitest';
import { milepost, milepostJson } from './command-line.ts';

test('a small shop’s season goes through all journeys, the same each time', async () => {
  const { seconds: _first, ...report } = await milepostJson('demo', '--customers', '60', '--json');
  const { seconds: _second, ...again } = await milepostJson('demo', '--customers', '60', '--json');
  expect(again).toEqual(report);
  expect(report.customers).toBe(60);
  expect(Object.keys(report.journeys)).toEqual([
    'double-opt-in',
    'follow-up',
    'tier-sprint',
    'welcome',
    'win-back',
  ]);
  for (const { entered, active, completed, exited, failed } of Object.values<Record<string, number>>(
    report.journeys,
  )) {
    expect(entered).toBe(Number(active) + Number(completed) + Number(exited) + Number(failed));
  }
  expect(report.messages.email.sent).toBeGreaterThan(50);
  expect(report.journeys.welcome.failed).toBe(0);
});

test('another seed is another shop', async () => {
  const one = await milepostJson('demo', '--customers', '20', '--json');
  const other = await milepostJson('demo', '--customers', '20', '--seed', '8', '--json');
  expect(other.events).not.toBe(one.events);
});

test('it says what it does, shows a table, and tells stories in local time', async () => {
  const { stdout, exitCode } = await milepost('demo', '--customers', '120');
  expect(stdout).toContain('A small shop, made up from seed 7: 120 customers from 2026-03-01 to 2026-06-28');
  expect(stdout).toMatch(/^welcome +\d+ /m);
  expect(stdout).toContain('the same on AWS, in US dollars');
  expect(stdout).toContain('Welcomed, and ordered for the first time');
  expect(stdout).toMatch(/welcome greeting: \w+ sent “.+” \(consent/);
  expect(stdout).toMatch(/Times are those of \w+\/\w+\./);
  expect(exitCode).toBe(0);
});
