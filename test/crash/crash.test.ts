// Kills the server with SIGKILL in the three windows where a crash could lose or double something, and counts.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededChance } from '../../lib/embedded/chance.ts';
import { Aftermath } from './aftermath.ts';
import { writeCrashWorkflows } from './crash-workflows.ts';
import { type Kills, killAtRandom, windows } from './kills.ts';
import { ServerProcess } from './server-process.ts';
import { ShopClient } from './shop-client.ts';
import { SlowMailServer } from './slow-mail-server.ts';

const KILLS = Number(process.env.MILEPOST_CRASH_KILLS ?? 9);
const SEED = Number(process.env.MILEPOST_CRASH_SEED ?? 20_261_101);
const FROM = 'Shop <shop@example.com>';
const CUSTOMERS = ['ada', 'ben', 'cleo', 'dan', 'eve'];

const WRITE_KEY = 'crash-key';

const folder = mkdtempSync(join(tmpdir(), 'milepost-crash-'));
const db = join(folder, 'milepost.db');
const mails = new SlowMailServer();
const shop = new ShopClient(WRITE_KEY, CUSTOMERS);
const aftermath = () => new Aftermath(db, FROM);
let server: ServerProcess | undefined;
let kills: Kills;
let end: Aftermath;
let exitCode: number | null;

beforeAll(
  async () => {
    const workflows = writeCrashWorkflows(folder);
    server = new ServerProcess({
      db,
      workflows,
      writeKey: WRITE_KEY,
      smtpUrl: await mails.listen(),
      from: FROM,
    });
    kills = await killAtRandom({ server, shop, mails, aftermath, chance: seededChance(SEED) }, KILLS);
    await shop.done();
    end = aftermath();
    await end.settled();
    exitCode = await server.stop();
  },
  30_000 + KILLS * 10_000,
);

afterAll(async () => {
  await server?.kill();
  end?.close();
  await mails.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One line for each order that was answered with 202, sorted. */
const accepted = (suffix = '') =>
  [...shop.accepted].map(([orderId, customer]) => `${customer} ${orderId}${suffix}`).sort();

describe(`a server that was killed ${KILLS} times (seed ${SEED})`, () => {
  test.each(windows)('was hit in the window "%s" its share of times', (window) => {
    expect(kills.hits[window]).toBeGreaterThanOrEqual(Math.floor(KILLS / windows.length));
  });

  test('has every accepted event once, and none besides', () => {
    for (const type of ['order.placed', 'order.paid', 'order.counted']) {
      expect(end.events(type).sort()).toEqual(accepted());
    }
    expect(end.events('page.viewed')).toHaveLength(shop.acceptedViews);
    expect(end.buried()).toEqual([]);
  });

  test('let every event take effect exactly once', () => {
    for (const customer of CUSTOMERS) {
      const orders = [...shop.accepted.values()].filter((one) => one === customer).length;
      expect(end.attributes(customer)).toEqual({ orders, thanked: orders, confirmed: orders });
    }
  });

  test('lost no run and doubled none, and brought each to its end', () => {
    for (const journey of ['order', 'confirmation']) {
      const told = end.runs(journey).map((run) => run.told);
      expect(told.sort()).toEqual(accepted(' completed'));
    }
    const { all, succeeded } = end.executions();
    expect([all, succeeded]).toEqual([2 * shop.accepted.size, 2 * shop.accepted.size]);
  });

  test('handed no mail over twice', () => {
    expect(mails.journal).toEqual([...new Set(mails.journal)]);
  });

  test('has one message for each run, sent or of unknown outcome', () => {
    const messages = end.messages();
    const runs = end.runs('order').map((run) => run.id);
    expect(messages.map((message) => message.runId).sort()).toEqual(runs.sort());
    expect(new Set(messages.map((message) => message.status))).toEqual(new Set(['sent', 'unknown']));
  });

  test('lists as unknown the sends that were cut short, and no other', () => {
    const unknown = end.messages().filter((message) => message.status === 'unknown');
    expect(unknown.map((message) => message.messageId).sort()).toEqual([...kills.cutShort].sort());
  });

  test('says of no mail that it was sent unless it was, and of none that arrived that it was not', () => {
    const byStatus = Map.groupBy(end.messages(), (message) => message.status);
    const idsOf = (status: string) => (byStatus.get(status) ?? []).map((message) => message.messageId);
    const arrived = new Set(mails.journal);
    expect(idsOf('sent').filter((id) => !arrived.has(id))).toEqual([]);
    const told = new Set([...idsOf('sent'), ...idsOf('unknown')]);
    expect(mails.journal.filter((id) => !told.has(id))).toEqual([]);
  });

  test('stops when it is asked to', () => {
    expect(exitCode).toBe(0);
  });
});
