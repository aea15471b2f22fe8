// `milepost cost`: the range without a replay, and what a replay's runs make of it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, milepost, milepostJson } from './command-line.ts';

/** Orders of a few customers, replayed; the report lies in a file. */
async function replayed(): Promise<{ file: string; report: { transitions: number; journeys: object } }> {
  const folder = emptyFolder();
  const events = join(folder, 'orders.csv');
  const file = join(folder, 'replay.json');
  const orders = Array.from(
    { length: 40 },
    (_, n) => `c${n % 9},2026-0${1 + (n % 4)}-0${1 + (n % 7)},o-${n},25`,
  );
  writeFileSync(events, `customer,date,order,usd\n${orders.join('\n')}\n`);
  const csv = 'customerId=customer,at=date,orderId=order,total=usd';
  const { stderr, exitCode } = await milepost(
    ...['replay', '--events', events, '--event', 'order.placed', '--first', 'customer.registered'],
    ...['--csv', csv, '--assume-reachable', '--report', file],
  );
  expect([exitCode, stderr.replaceAll(/.*replaying.*\n?/g, '')]).toEqual([0, '']);
  return { file, report: JSON.parse(readFileSync(file, 'utf8')) };
}

test('a journey is told from the least to the most, by service and by way', async () => {
  const { stdout } = await milepost('cost', 'follow-up', '--entries', '1e3', '--region', 'us-east-1');
  expect(stdout).toContain('1,000 entries into follow-up in us-east-1, in US dollars:');
  expect(stdout).toMatch(/^Step Functions +\$0\.08 +\$0\.10$/m);
  expect(stdout).toMatch(/^ +3 +\$0\.\d\d +\$0\.\d\d +late +delivery: no order\.delivered within P5D$/m);
  expect(stdout).toContain('Least: no message goes out.');
});

test('all journeys are told in a line each', async () => {
  const { stdout } = await milepost('cost');
  expect(stdout).toMatch(/^welcome +9 +\$[\d,.]+ to \$[\d,.]+$/m);
  expect(stdout).toMatch(/^tier-sprint +4 to 13 +\$/m);
});

test('with the report of a replay, ways count as often as they were gone: to the last transition', async () => {
  const { file, report } = await replayed();
  const { journeys } = await milepostJson('cost', '--report', file, '--json');
  expect(Object.keys(journeys)).toEqual(['double-opt-in', 'follow-up', 'tier-sprint', 'welcome', 'win-back']);
  const told: { transitions: number; runs: number }[] = Object.values(journeys);
  const all = told.reduce((sum, { transitions, runs = 0 }) => sum + (runs > 0 ? transitions * runs : 0), 0);
  expect(all).toBeCloseTo(report.transitions, 6);
});

test('the ways of a replay are told with their share of the runs', async () => {
  const { file } = await replayed();
  const { stdout } = await milepost('cost', 'welcome', '--report', file);
  expect(stdout).toContain('as 9 runs of a replay went');
  expect(stdout).toMatch(/100(\.0)? %.*ordered.*then an exit event/);
});

test('text messages cost what their country asks, or what is said', async () => {
  const follow = ['cost', 'follow-up', '--entries', '100', '--json'];
  const gb = await milepostJson(...follow, '--sms-country', 'GB');
  const own = await milepostJson(...follow, '--sms-price', '0.2');
  expect(gb.journeys['follow-up'].most.sns).toBe(5);
  expect(own.journeys['follow-up'].most.sns).toBe(20);
});

test('a report of another version is refused', async () => {
  const { file, report } = await replayed();
  const text = JSON.stringify(report).replaceAll(/"version":"[^"]+"/g, '"version":"older"');
  writeFileSync(file, text);
  const { stderr, exitCode } = await milepost('cost', 'welcome', '--report', file);
  expect(stderr).toBe(`milepost: ${file} is of another version of welcome; replay it again\n`);
  expect(exitCode).toBe(1);
});

test('a file that is no such report is refused with what it lacks', async () => {
  const file = join(emptyFolder(), 'report.json');
  writeFileSync(file, '{"events": 3}');
  const { stderr } = await milepost('cost', 'welcome', '--report', file);
  expect(stderr).toContain(`${file} is no report by milepost replay --report:`);
  expect(stderr).toContain('runs');
});

test.each([
  [['--entries', 'many'], 'It must be a whole number, 1 or more, such as 5000 or 1e6.'],
  [['--region', 'mars-1'], 'Allowed choices are eu-central-1, us-east-1.'],
  [['--sms-price', 'free'], 'It must be an amount in US dollars, such as 0.05.'],
])('%j is refused with what it must be', async (args, told) => {
  const { stderr, exitCode } = await milepost('cost', ...args);
  expect(stderr).toContain(told);
  expect(exitCode).toBe(1);
});
