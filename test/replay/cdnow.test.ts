// Real purchases of a music shop through the project's journeys: the same each time, and what a few lines of
// arithmetic on the file say they must be.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OutboxLine } from '../../lib/embedded/report/outbox-line.ts';
import type { Report } from '../../lib/embedded/report/report.ts';
import { milepostJson } from '../bin/command-line.ts';
import { rowsOf, type SharedFile, sharedFile } from './shared-data.ts';
import { computeSprints } from './sprints.ts';
import { computeWinBacks, type Order } from './win-backs.ts';

type Replayed = { report: Report; outbox: string };

async function replayOnce(file: SharedFile, customer: string, outbox: string): Promise<Replayed> {
  const csv = `customerId=${customer},at=date,total=usd,quantity=cds`;
  const orders = ['--events', file.path, '--csv', csv, '--event', 'order.placed'];
  const more = ['--first', 'customer.registered', '--assume-reachable', '--outbox', outbox, '--json'];
  const report = await milepostJson('replay', '--journeys', 'workflows', ...orders, ...more);
  return { report, outbox: readFileSync(outbox, 'utf8') };
}

function describeReplay(name: string, file: SharedFile, customer: string): void {
  if (!file.isThere) {
    test.skip(`${name}: skipped, as ${file.path} is not there`, () => {});
    return;
  }
  describe(name, () => {
    let first: Replayed;
    let second: Replayed;
    const ordersByCustomer = new Map<string, Order[]>();
    const daysByCustomer = new Map<string, number[]>();
    let days: number[] = [];

    beforeAll(async () => {
      for (const row of rowsOf(file)) {
        const orders = ordersByCustomer.get(row[customer] ?? '') ?? [];
        orders.push({ at: Date.parse(row.date ?? ''), total: Number(row.usd) });
        ordersByCustomer.set(row[customer] ?? '', orders);
      }
      for (const [id, orders] of ordersByCustomer) {
        orders.sort((a, b) => a.at - b.at);
        daysByCustomer.set(
          id,
          orders.map(({ at }) => at),
        );
      }
      days = [...daysByCustomer.values()].flat();
      const folder = mkdtempSync(join(tmpdir(), 'milepost-'));
      first = await replayOnce(file, customer, join(folder, 'first.jsonl'));
      second = await replayOnce(file, customer, join(folder, 'second.jsonl'));
      return () => rmSync(folder, { recursive: true });
    }, 1_800_000);

    test('is the same to the byte when it is replayed again', () => {
      const { seconds: _first, ...one } = first.report;
      const { seconds: _second, ...other } = second.report;
      expect(JSON.stringify(other)).toBe(JSON.stringify(one));
      expect(second.outbox).toBe(first.outbox);
    });

    test('counts every purchase, and a registration for every customer', () => {
      const { events, rejected, customers, from, to } = first.report;
      expect({ events, rejected, customers, from, to }).toEqual({
        events: days.length + ordersByCustomer.size,
        rejected: 0,
        customers: ordersByCustomer.size,
        from: new Date(days.reduce((a, b) => Math.min(a, b))).toISOString(),
        to: new Date(days.reduce((a, b) => Math.max(a, b))).toISOString(),
      });
    });

    test('welcomes everyone, until the first order, which comes at once', () => {
      const { entered, exited, outcomes, converted } = first.report.journeys.welcome ?? {};
      const all = ordersByCustomer.size;
      expect({ entered, exited, outcomes, converted }).toEqual({
        entered: all,
        exited: all,
        outcomes: { ordered: all },
        converted: all,
      });
    });

    test('follows up on no order, since these have no order id', () => {
      expect(first.report.journeys['follow-up']).toMatchObject({ entered: 0, heldOut: 0 });
    });

    test('lets into the tier sprint whom the rules let in, and ends each sprint as the orders say', () => {
      const sprints = computeSprints(daysByCustomer);
      expect(first.report.journeys['tier-sprint']).toMatchObject({
        entered: sprints.entered,
        active: 0,
        completed: sprints.completed,
        exited: sprints.missed,
        outcomes: { missed: sprints.missed },
        converted: sprints.converted,
        heldOut: sprints.heldOut,
        failed: 0,
      });
    });

    test('asks back whoever fell silent for ninety days, and counts who came', () => {
      const winBacks = computeWinBacks(ordersByCustomer);
      expect(first.report.journeys['win-back']).toMatchObject({
        entered: winBacks.entered,
        active: 0,
        completed: 0,
        outcomes: { 'won-back': winBacks.wonBack, lost: winBacks.lost },
        converted: winBacks.converted,
        failed: 0,
      });
    });

    test('sends each message that these ways lead past, and renders it', () => {
      const winBacks = computeWinBacks(ordersByCustomer);
      const sprints = computeSprints(daysByCustomer);
      const sent = { welcome: ordersByCustomer.size, invite: sprints.entered, farewell: sprints.missed };
      const { email, push, sms } = first.report.messages;
      expect(email).toMatchObject({
        sent: sent.welcome + sent.invite + sent.farewell + sprints.completed + winBacks.byEmail,
        held: 0,
      });
      expect(push).toMatchObject({ sent: sprints.progressMessages + winBacks.byPush, held: 0 });
      expect(sms).toMatchObject({ sent: winBacks.bySms, held: 0 });
      const all = [email, push, sms].map((counts) => counts?.sent ?? 0);
      expect(first.report.rendered).toBe(all.reduce((sum, one) => sum + one));
    });

    test('takes the state transitions of these ways, and no more', () => {
      // A greeting, and the first two states of the first wait, in which the order ends the run.
      const welcomes = 3 * ordersByCustomer.size;
      const sprints = computeSprints(daysByCustomer).transitions;
      const together = welcomes + sprints + computeWinBacks(ordersByCustomer).transitions;
      expect(first.report.transitions).toBe(together);
      expect(first.report.cost.stepFunctions).toBeCloseTo(together * 0.000025, 4);
    });

    test('keeps one line of the outbox for every message', () => {
      const lines: OutboxLine[] = first.outbox
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines).toHaveLength(first.report.rendered);
      const keys = new Set(lines.map(({ run, step, visit }) => `${run} ${step} ${visit}`));
      expect(keys.size).toBe(lines.length);
    });
  });
}

describeReplay('the sample of CDNOW', sharedFile('cdnow_sample.csv.gz'), 'master_id');

if (process.env.MILEPOST_LONG) {
  describeReplay('the whole of CDNOW', sharedFile('cdnow_master.csv.gz'), 'customer_id');
} else {
  test.skip('the whole of CDNOW: skipped, as only MILEPOST_LONG=1 asks for it', () => {});
}
