// Bad input: each bad line is told with its number and what is wrong, and the good ones around it go through.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { milepost } from './command-line.ts';
import { order, type ShopFiles, shopFiles } from './shop-files.ts';

let shop: ShopFiles;

beforeEach(() => {
  shop = shopFiles();
});

async function rejects(...args: string[]) {
  const file = join(shop.folder, 'rejects.jsonl');
  const report = await shop.replay(...args, '--rejects', file);
  const text = readFileSync(file, 'utf8').trimEnd();
  const lines = text === '' ? [] : text.split('\n').map((line) => JSON.parse(line));
  return { report, lines };
}

test('bad lines are kept with file, line, problem and text, and counted', async () => {
  const bad = [
    '{"id": "1", "type": ',
    { ...order('ann', '2026-03-02T09:00:00Z'), customerId: undefined },
    order('ann', 'yesterday'),
    order('ann', '2026-02-30'),
    order('ann', '2026-03-02T09:00:00'),
    { ...order('ann', '2026-03-02T09:00:00Z'), customer: 'ann' },
    {
      ...order('ann', '2026-03-02T09:00:00Z'),
      type: 'customer.updated',
      properties: { timezone: 'Mars/Base' },
    },
    [1, 2],
    order('ann', '2026-03-02T09:00:00Z', { properties: { note: 'x'.repeat(300_000) } }),
  ];
  const good = [order('ben', '2026-03-01'), order('cem', '2026-03-03')];
  const events = shop.write('events.ndjson', [good[0], ...bad, '', good[1]]);
  const { report, lines } = await rejects('--events', events);
  expect(report).toMatchObject({ events: 2, rejected: bad.length, customers: 2 });
  expect(report.journeys.thanks.entered).toBe(2);
  expect(lines.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(new Set(lines.map(({ file }) => file))).toEqual(new Set([events]));
  expect(lines[1].text).toBe(JSON.stringify(bad[1]));
  const problems = lines.map(({ problem }) => problem);
  expect(problems[0]).toContain('is no valid JSON');
  expect(problems[1]).toContain('customerId');
  expect(problems[2]).toContain('"yesterday" is no date-time');
  expect(problems[3]).toContain('"2026-02-30" is no date-time');
  expect(problems[4]).toContain('"2026-03-02T09:00:00" is no date-time');
  expect(problems[5]).toContain('"customer"');
  expect(problems[6]).toContain('"Mars/Base" is no time zone');
  expect(problems[7]).toMatch(/object/);
  expect(problems[8]).toContain('256 KiB');
});

test('without --rejects, the first are told on standard error, and how many more there are', async () => {
  const events = shop.write('events.ndjson', [...Array(12).fill('oops'), order('ben', '2026-03-01')]);
  const { stderr, exitCode } = await milepost('replay', '--journeys', shop.journeys, '--events', events);
  expect(stderr).toContain(`rejected: ${events}, line 1: is no valid JSON`);
  expect(stderr).toContain(`rejected: ${events}, line 10: `);
  expect(stderr).toContain('rejected: 2 more; --rejects FILE keeps them all');
  expect(exitCode).toBe(0);
});

test('a customer with an unknown zone, or with an unknown field, is rejected; the others are known', async () => {
  const customers = shop.write('customers.ndjson', [
    { id: 'ann', timezone: 'Europe/Atlantis' },
    { id: 'ben', consent: { email: true }, email: 'ben@example.com' },
    { id: 'cem', mail: 'cem@example.com' },
  ]);
  const events = shop.write('events.ndjson', [order('ben', '2026-03-01')]);
  const { report, lines } = await rejects('--events', events, '--customers', customers);
  expect(report).toMatchObject({ events: 1, rejected: 2, customers: 1, rendered: 1 });
  expect(lines).toMatchObject([
    { line: 1, problem: expect.stringContaining('"Europe/Atlantis" is no time zone') },
    { line: 3, problem: expect.stringContaining('mail') },
  ]);
});

describe('CSV', () => {
  const csv = ['--csv', 'customerId=who,at=day,total=usd'];
  const file = (text: string) => shop.write('orders.csv', text);

  test('with --first, each customer registers before the first row, and both count as events', async () => {
    const events = file('who,day,usd\n007,2026-03-02,5\n007,2026-03-02,5\n8,2026-03-01,\n');
    const types = ['--event', 'order.placed', '--first', 'customer.registered'];
    const { report } = await rejects('--events', events, ...csv, ...types);
    expect(report).toMatchObject({ events: 5, customers: 2, rejected: 0, from: '2026-03-01T00:00:00.000Z' });
  });

  test('bad rows are told with their line', async () => {
    const events = file(
      'who,day,usd\n1,2026-03-02,5\n,2026-03-02,5\n3,32 March,5\n4,2026-03-02\n5,2026-03-02,5\n',
    );
    const { report, lines } = await rejects('--events', events, ...csv, '--event', 'order.placed');
    expect(report).toMatchObject({ events: 2, rejected: 3 });
    expect(lines.map(({ line, problem }) => `${line} ${problem}`)).toEqual([
      '3 "who" is empty',
      expect.stringContaining('4 "32 March" is no date'),
      '5 has 2 columns, and the header has 3',
    ]);
  });

  test('a type that --types does not list is told, with what it lists', async () => {
    const events = file('who,day,what\n1,2026-03-02,purchase\n2,2026-03-02,refund\n');
    const mapping = ['--csv', 'customerId=who,at=day,type=what', '--types', 'purchase=order.placed'];
    const { report, lines } = await rejects('--events', events, ...mapping);
    expect(report).toMatchObject({ events: 1, rejected: 1 });
    expect(lines[0].problem).toBe('"what" is "refund", which --types does not list; it lists purchase');
  });

  test.each([
    [['--csv', 'customerid=who,at=day', '--event', 'x'], 'did you mean customerId'],
    [['--csv', 'customerId=who,at=date', '--event', 'x'], 'there is no column "date"'],
    [['--csv', 'customerId=who,at=day'], 'Give --event'],
    [['--csv', 'customerId', '--event', 'x'], '"customerId" is not written as NAME=COLUMN'],
    [['--csv', 'customerId=who,at=day,type=usd', '--event', 'x'], 'give one of the two'],
    [['--event', 'order.placed'], '--event goes with --csv'],
    [['--types', 'a=b'], '--types goes with --csv'],
  ])('the mapping %j is refused in a line', async (mapping, told) => {
    const events = file('who,day,usd\n1,2026-03-02,5\n');
    const { stderr, exitCode } = await milepost('replay', '--events', events, ...mapping);
    expect(stderr).toContain(told);
    expect(stderr).not.toContain('    at ');
    expect(exitCode).toBe(1);
  });
});
