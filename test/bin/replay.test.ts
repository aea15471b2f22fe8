// `milepost replay`: its options, and what it prints and writes.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { milepost } from './command-line.ts';
import { order, type ShopFiles, shopFiles } from './shop-files.ts';

let shop: ShopFiles;
let events: string;
let customers: string;

beforeEach(() => {
  shop = shopFiles();
  customers = join(shop.folder, 'customers.ndjson');
  events = shop.write('events.ndjson', [
    order('ann', '2026-03-02T09:00:00Z'),
    order('ben', '2026-03-01T12:00:00+01:00'),
    order('cem', '2026-03-03T00:00:00Z'),
  ]);
});

function linesOf(file: string) {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('the report has the documented fields, and no other', async () => {
  const report = await shop.replay('--events', events, '--customers', customers);
  const { seconds, cost, ...rest } = report;
  expect(rest).toEqual({
    events: 3,
    rejected: 0,
    customers: 3,
    from: '2026-03-01T11:00:00.000Z',
    to: '2026-03-03T00:00:00.000Z',
    journeys: {
      thanks: {
        entered: 3,
        active: 0,
        completed: 3,
        exited: 0,
        outcomes: {},
        converted: 0,
        heldOut: 0,
        failed: 0,
        splits: {},
      },
    },
    messages: {
      email: { sent: 1, held: 1, failed: 0, unknown: 0, reasons: { 'no-consent': 1 } },
      sms: { sent: 1, held: 0, failed: 0, unknown: 0, reasons: {} },
      push: { sent: 0, held: 0, failed: 0, unknown: 0, reasons: {} },
      inbox: { sent: 0, held: 0, failed: 0, unknown: 0, reasons: {} },
    },
    rendered: 2,
    transitions: 6,
  });
  expect(seconds).toBeGreaterThanOrEqual(0);
  const { total, ...parts } = cost;
  expect(Object.keys(parts)).toEqual(['stepFunctions', 'eventBridge', 'lambda', 'sqs', 'ses']);
  expect(total).toBeCloseTo(
    Object.values(parts).reduce((sum: number, part) => sum + Number(part), 0),
    3,
  );
});

test('the outbox has a line for each decision, with the documented fields in their order', async () => {
  const outbox = join(shop.folder, 'outbox.jsonl');
  await shop.replay('--events', events, '--customers', customers, '--outbox', outbox);
  const lines = linesOf(outbox);
  const fields = ['at', 'customerId', 'journey', 'version', 'run', 'step', 'visit', 'channel', 'template'];
  for (const line of lines) expect(Object.keys(line)).toEqual([...fields, 'status', 'reason']);
  expect(lines).toMatchObject([
    {
      at: '2026-03-02T11:00:00.000Z',
      customerId: 'ben',
      channel: 'email',
      status: 'held',
      reason: 'no-consent',
    },
    {
      at: '2026-03-03T09:00:00.000Z',
      customerId: 'ann',
      channel: 'email',
      status: 'sent',
      reason: 'consent',
    },
    { at: '2026-03-04T00:00:00.000Z', customerId: 'cem', channel: 'sms', status: 'sent', reason: 'consent' },
  ]);
  expect(lines[1]).toMatchObject({ journey: 'thanks', step: 'thank', visit: 1, template: 'thanks/thank' });
  expect(lines[1].version).toMatch(/^\w+$/);
  expect(lines[1].run).toMatch(/^thanks-\w+$/);
});

test('--assume-reachable reaches everyone, whatever they agreed to', async () => {
  const report = await shop.replay('--events', events, '--customers', customers, '--assume-reachable');
  expect(report.messages.email).toMatchObject({ sent: 3, held: 0 });
});

test('customers without a file are known from their events, and get no marketing', async () => {
  const report = await shop.replay('--events', events);
  expect(report.customers).toBe(3);
  expect(report.messages.email).toMatchObject({ sent: 0, held: 3, reasons: { 'no-consent': 3 } });
});

test('gzip is read as plain text is, and several files are one input, sorted by time', async () => {
  const zipped = join(shop.folder, 'more.ndjson.gz');
  writeFileSync(zipped, gzipSync(`${JSON.stringify(order('dee', '2026-02-01T00:00:00Z'))}\n`));
  const report = await shop.replay('--events', events, zipped);
  expect(report).toMatchObject({ events: 4, customers: 4, from: '2026-02-01T00:00:00.000Z' });
});

describe('--sending', () => {
  const night = {
    quietHours: [{ from: '00:00', to: '12:00' }],
    caps: [{ atMost: 1, within: 'P7D' }],
    spread: 'PT1S',
  };
  const write = (rules: object) => {
    const file = join(shop.folder, 'rules.json');
    writeFileSync(file, JSON.stringify(rules));
    return file;
  };

  test('keeps its caps and quiet hours, and the report tells what waited', async () => {
    const outbox = join(shop.folder, 'outbox.jsonl');
    const files = ['--events', events, '--customers', customers, '--outbox', outbox];
    const report = await shop.replay(...files, '--sending', write(night));
    expect(report.waits).toEqual({
      email: { messages: 1, reasons: { 'quiet-hours': 1 } },
      sms: { messages: 1, reasons: { 'quiet-hours': 1 } },
    });
    expect(report.transitions).toBe(6 + 2 * 2);
    const sent = linesOf(outbox).filter(({ status }) => status === 'sent');
    expect(sent.map(({ at, customerId }) => [customerId, at])).toEqual([
      ['ann', '2026-03-03T11:00:00.000Z'],
      ['cem', '2026-03-04T12:00:00.000Z'],
    ]);
  });

  test('is needed: what lies beside the journeys is for the server', async () => {
    writeFileSync(join(shop.journeys, 'sending.json'), JSON.stringify(night));
    const report = await shop.replay('--events', events, '--customers', customers);
    expect(report).toMatchObject({ transitions: 6, rendered: 2 });
    expect(report.waits).toBeUndefined();
  });

  test('with a mistake in the file is refused with its place', async () => {
    const file = write({ caps: [{ atMost: 0, within: 'P1D' }] });
    const { stderr, exitCode } = await milepost('replay', '--events', events, '--sending', file);
    expect(stderr).toContain('rules.json: caps[0].atMost: must be at least 1, and is the number 0');
    expect(exitCode).toBe(1);
  });
});

describe('--until', () => {
  test('lets all happen that is due at that very moment', async () => {
    const until = ['--until', '2026-03-03T09:00:00Z'];
    const report = await shop.replay('--events', events, '--customers', customers, ...until);
    expect(report).toMatchObject({ events: 3, rendered: 1 });
    expect(report.journeys.thanks).toMatchObject({ entered: 3, active: 1, completed: 2 });
  });

  test('takes an event of that very moment, and ignores what comes later', async () => {
    const report = await shop.replay('--events', events, '--until', '2026-03-02T09:00:00Z');
    expect(report).toMatchObject({ events: 2, to: '2026-03-02T09:00:00.000Z' });
    expect(report.journeys.thanks).toMatchObject({ entered: 2, active: 2 });
  });

  test('that is no moment is refused', async () => {
    const { stderr, exitCode } = await milepost('replay', '--events', events, '--until', 'tomorrow');
    expect(stderr).toBe(
      'milepost: --until "tomorrow" is no moment; write for example 2026-12-31T00:00:00Z\n',
    );
    expect(exitCode).toBe(1);
  });
});

test('without --json, a marketer reads a table', async () => {
  const { stdout } = await milepost('replay', '--journeys', shop.journeys, '--events', events);
  expect(stdout).toContain('3 events of 3 customers, 2026-03-01 to 2026-03-03; replayed in ');
  expect(stdout).toMatch(
    /^journey +entered +active +completed +exited +by outcome +converted +held out +failed$/m,
  );
  expect(stdout).toMatch(/^thanks +3 +0 +3 +0 +0 +0 +0$/m);
  expect(stdout).toMatch(/^email +0 +3 +0 +0 +no-consent 3$/m);
  expect(stdout).toContain('Step Functions, 6 state transitions');
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
});

test('an empty file is no mistake: nothing happened', async () => {
  const report = await shop.replay('--events', shop.write('empty.ndjson', ''));
  expect(report).toMatchObject({ events: 0, from: null, to: null, transitions: 0 });
});

test.each([
  ['--events', ['--events', 'nowhere.ndjson'], 'nowhere.ndjson: there is no such file'],
  ['--customers', ['--customers', 'nobody.ndjson'], 'nobody.ndjson: there is no such file'],
  ['--journeys', ['--journeys', 'nowhere'], 'nowhere: there is no such folder'],
  ['--outbox', ['--outbox', 'nowhere/outbox.jsonl'], 'nowhere/outbox.jsonl: there is no such file or folder'],
])('a path of %s that is not there is named', async (_option, args, told) => {
  const more = args[0] === '--events' ? args : ['--events', events, ...args];
  const { stderr, exitCode } = await milepost('replay', '--journeys', shop.journeys, ...more);
  expect(stderr).toContain(`milepost: ${told}`);
  expect(stderr).not.toContain('    at ');
  expect(exitCode).toBe(1);
});
