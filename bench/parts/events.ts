// Events a second into `handle-events`, with all that they start, wake and send, on a durable file in this process.

import { join } from 'node:path';
import { wireEmbedded } from '../../bin/wiring.ts';
import { loadWorkflows } from '../../bin/workflows.ts';
import { realChance } from '../../lib/embedded/chance.ts';
import { nextTurn, realClock } from '../../lib/embedded/clock.ts';
import { openDatabase } from '../../lib/embedded/database.ts';
import { EVENTS_QUEUE } from '../../lib/embedded/engine/engine.ts';
import { createLiveLoop } from '../../lib/embedded/engine/live-loop.ts';
import { outboxSender } from '../../lib/embedded/senders/outbox-sender.ts';
import { type Part, round, timed } from '../part.ts';
import { take, visits } from '../visits.ts';

const TURNS = 4;
const EVENTS = 5000;
/** So many events come at once, as from a client that sends in batches. */
const BATCH = 100;

export const events: Part = {
  about: 'events a second into handle-events',
  async run(folder) {
    const { catalog, templates } = await loadWorkflows('workflows');
    const database = openDatabase(join(folder, 'events.db'), { durable: true });
    let messages = 0;
    const sender = outboxSender(() => {
      messages += 1;
    });
    const senders = { email: sender, sms: sender, push: sender };
    const { engine, ports, deploy } = wireEmbedded(database, realClock, realChance, senders);
    await deploy(catalog, templates);
    const loop = createLiveLoop(engine, realClock);
    const running = loop.run();
    const coming = visits();
    let best = 0;
    for (let turn = 0; turn < TURNS; turn++) {
      const { seconds } = await timed(async () => {
        for (let sent = 0; sent < EVENTS; sent += BATCH) {
          const at = realClock.now();
          await ports.bus.put(take(coming, BATCH).map((event) => ({ ...event, at, depth: 0 })));
          await database.committed();
        }
        while (engine.jobs.nextVisibleAt([EVENTS_QUEUE, ...engine.workQueues]) !== undefined)
          await nextTurn();
        await database.committed();
      });
      best = Math.max(best, EVENTS / seconds);
    }
    await loop.stop();
    await running;
    database.close();
    const remark = `the journeys of workflows/; ${round((messages / (EVENTS * TURNS)) * 100)} messages in 100 events`;
    return {
      rows: [{ what: 'events handled', figure: `${round(best)} events/s`, remark }],
      json: { perSecond: best },
    };
  },
};
