// Run by parts/parked.ts: registers customers until so many runs are parked in a durable file, and tells its own
// resident memory (bytes) before, after, and at most.

import { wireEmbedded } from '../bin/wiring.ts';
import { loadWorkflows } from '../bin/workflows.ts';
import { realChance } from '../lib/embedded/chance.ts';
import { nextTurn, realClock } from '../lib/embedded/clock.ts';
import { openDatabase } from '../lib/embedded/database.ts';
import { EVENTS_QUEUE } from '../lib/embedded/engine/engine.ts';
import { createLiveLoop } from '../lib/embedded/engine/live-loop.ts';
import { outboxSender } from '../lib/embedded/senders/outbox-sender.ts';

const RUNS = 100_000;
const BATCH = 200;

const [file = ''] = process.argv.slice(2);
const { catalog, templates } = await loadWorkflows('workflows');
const database = openDatabase(file, { durable: true });
const sender = outboxSender();
const embedded = wireEmbedded(database, realClock, realChance, { email: sender, sms: sender, push: sender });
await embedded.deploy(catalog, templates);
const { jobs, workQueues } = embedded.engine;
const loop = createLiveLoop(embedded.engine, realClock);
const running = loop.run();

/** Their first message is sent, and their runs wait for the third day. */
async function register(from: number, count: number): Promise<void> {
  const at = realClock.now();
  await embedded.ports.bus.put(
    Array.from({ length: count }, (_, nth) => ({
      id: `r${from + nth}`,
      type: 'customer.registered',
      customerId: `c${from + nth}`,
      at,
      properties: {
        email: `c${from + nth}@shop.example`,
        consent: { email: true },
        timezone: 'Europe/Berlin',
      },
      depth: 0,
    })),
  );
  while (jobs.nextVisibleAt([EVENTS_QUEUE, ...workQueues]) !== undefined) await nextTurn();
  await database.committed();
}

function residentMemory(): number {
  // V8 keeps pages that it has emptied for later use; asked so, it gives them back.
  global.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  return process.memoryUsage().rss;
}

// The first thousand warm it up: code, templates and caches are there with few runs as with many.
await register(0, BATCH * 5);
const before = residentMemory();
for (let from = BATCH * 5; from < RUNS + BATCH * 5; from += BATCH) await register(from, BATCH);
const after = residentMemory();
await loop.stop();
await running;
database.close();
process.stdout.write(
  JSON.stringify({ runs: RUNS, before, after, most: process.resourceUsage().maxRSS * 1024 }),
);
