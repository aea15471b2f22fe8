// Three hours of a real shop's views, carts and purchases, through a journey that reminds of carts left behind.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OutboxLine } from '../../lib/embedded/report/outbox-line.ts';
import type { Report } from '../../lib/embedded/report/report.ts';
import { milepostJson } from '../bin/command-line.ts';
import { type Carts, computeCarts } from './carts.ts';
import { rowsOf, sharedFile } from './shared-data.ts';

const file = sharedFile('rees46_2019-10-01_0000-0250.csv.gz');
const journeys = fileURLToPath(new URL('abandoned-cart', import.meta.url));

const COLUMNS = 'type=event_type,customerId=user_id,at=event_time,productId=product_id,price=price';
const TYPES = 'view=product.viewed,cart=cart.added,purchase=order.placed';

type Replayed = { report: Report; outbox: string };

async function replayOnce(outbox: string): Promise<Replayed> {
  const input = ['--events', file.path, '--csv', COLUMNS, '--types', TYPES, '--assume-reachable'];
  const report = await milepostJson('replay', '--journeys', journeys, ...input, '--outbox', outbox, '--json');
  return { report, outbox: readFileSync(outbox, 'utf8') };
}

describe.runIf(file.isThere)('three hours of a shop', () => {
  let first: Replayed;
  let second: Replayed;
  let carts: Carts;
  let customers: number;

  beforeAll(async () => {
    const rows = rowsOf(file).map((row) => ({
      customer: row.user_id ?? '',
      type: row.event_type ?? '',
      at: Date.parse((row.event_time ?? '').replace(' UTC', 'Z')),
    }));
    carts = computeCarts(rows);
    customers = new Set(rows.map(({ customer }) => customer)).size;
    const folder = mkdtempSync(join(tmpdir(), 'milepost-'));
    first = await replayOnce(join(folder, 'first.jsonl'));
    second = await replayOnce(join(folder, 'second.jsonl'));
    return () => rmSync(folder, { recursive: true });
  }, 120_000);

  test('come out the same to the byte when they are replayed again', () => {
    expect({ ...second.report, seconds: 0 }).toEqual({ ...first.report, seconds: 0 });
    expect(second.outbox).toBe(first.outbox);
  });

  test('count every row, exact duplicates too', () => {
    expect(first.report).toMatchObject({ events: 17_434, rejected: 0, customers });
  });

  test('bring everyone who fills a cart into the journey, once in an hour and a half', () => {
    const reminded = carts.reminders.length;
    expect(first.report.journeys['abandoned-cart']).toMatchObject({
      entered: carts.entered,
      active: 0,
      completed: reminded,
      exited: carts.ordered,
      outcomes: { ordered: carts.ordered },
      converted: carts.converted,
      failed: 0,
    });
  });

  test('end in a reminder exactly an hour after each cart that no order followed', () => {
    const lines: OutboxLine[] = first.outbox
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const sent = lines.map(({ customerId, at, status }) => `${customerId} ${at} ${status}`);
    expect(sent.toSorted()).toEqual(carts.reminders.map((reminder) => `${reminder} sent`).toSorted());
  });

  test('take two state transitions for a cart', () => {
    expect(first.report.transitions).toBe(carts.transitions);
  });
});

if (!file.isThere) test.skip(`three hours of a shop: skipped, as ${file.path} is not there`, () => {});
