// A server's file in which runs have failed: the template of their second message had been deleted.

import { join } from 'node:path';
import { wireEmbedded } from '../../bin/wiring.ts';
import { loadWorkflows } from '../../bin/workflows.ts';
import { seededChance } from '../../lib/embedded/chance.ts';
import { VirtualClock } from '../../lib/embedded/clock.ts';
import { type Database, openDatabase } from '../../lib/embedded/database.ts';
import { createVirtualLoop } from '../../lib/embedded/engine/virtual-loop.ts';
import type { Sender } from '../../lib/ports.ts';
import { emptyFolder } from './command-line.ts';

const silent: Sender = { send: async () => {} };

async function open(database: Database, clock: VirtualClock) {
  const { engine, ...rest } = wireEmbedded(database, clock, seededChance(1), {
    email: silent,
    sms: silent,
    push: silent,
  });
  return { engine, ...rest, loop: createVirtualLoop(engine, clock) };
}

/** The morning of so many days ago: the command line goes by the real clock. */
export function daysAgo(days: number): number {
  return Math.floor(Date.now() / DAY - days) * DAY + 8 * HOUR;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Ann and Ben register, and their runs of `welcome` fail as they are to be shown around; Cleo orders, and all is well. */
export async function brokenFile(): Promise<{ db: string; repair: () => void }> {
  const db = join(emptyFolder(), 'milepost.db');
  const database = openDatabase(db, { durable: false });
  const clock = new VirtualClock(daysAgo(7));
  const { deploy, handle, loop, stores } = await open(database, clock);
  const { catalog, templates } = await loadWorkflows('workflows');
  await deploy(catalog, templates);
  const guide = templates.find(({ name }) => name === 'welcome/guide');
  if (!guide) throw new Error('the journey welcome has no guide');
  await stores.templates.keepOnly(new Set());
  for (const bundle of templates) if (bundle !== guide) await stores.templates.put(bundle);
  const happenings = [
    [7, 'ann', 'customer.registered'],
    [6, 'ben', 'customer.registered'],
    [3, 'cleo', 'order.placed'],
  ] as const;
  for (const [days, customerId, type] of happenings) {
    const at = daysAgo(days);
    await loop.runUntil(at);
    const properties = {
      orderId: 'o1',
      total: 20,
      email: `${customerId}@example.com`,
      consent: { email: true },
    };
    await handle({ id: `${customerId}-1`, type, customerId, at, properties, depth: 0 });
  }
  await loop.runUntil(daysAgo(3) + 4 * HOUR);
  database.close();
  const repair = () => {
    const again = openDatabase(db, { durable: false });
    again.run(
      again.prepare('INSERT INTO templates (hash, bundle) SELECT ?, ?'),
      hashIn(again),
      JSON.stringify(guide),
    );
    again.close();
  };
  return { db, repair };
}

/** Under which the machine of the runs asks for the template. */
function hashIn(database: Database): string {
  const row = database.prepare(`SELECT definition FROM machines WHERE journeyId = 'welcome'`).get();
  const hash = /"template":"welcome\/guide".*?"templateHash":"(\w+)"/.exec(String(row?.definition))?.[1];
  if (hash === undefined) throw new Error('the machine asks for no guide');
  return hash;
}

/** The server starts again today, and works for an hour. */
export async function goOn(db: string): Promise<void> {
  const database = openDatabase(db, { durable: false });
  const clock = new VirtualClock(Date.now());
  const { engine, deploy, loop } = await open(database, clock);
  const { catalog, templates } = await loadWorkflows('workflows');
  await deploy(catalog, templates);
  engine.runner.recover();
  await loop.runUntil(clock.now() + HOUR);
  database.close();
}
