// The server as `milepost serve` runs it, on a free port of this machine, with a store in memory.

import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { listen } from '../../../bin/listen.ts';
import { wireEmbedded } from '../../../bin/wiring.ts';
import { loadWorkflows } from '../../../bin/workflows.ts';
import { createApp } from '../../../functions/http/app.ts';
import { personalDataDesk } from '../../../functions/http/customers/personal-data.ts';
import { unknownMessagesDesk } from '../../../functions/http/unknown-messages.ts';
import { realChance } from '../../../lib/embedded/chance.ts';
import { realClock } from '../../../lib/embedded/clock.ts';
import { openDatabase } from '../../../lib/embedded/database.ts';
import { createIntake } from '../../../lib/embedded/engine/intake.ts';
import { createLiveLoop } from '../../../lib/embedded/engine/live-loop.ts';

export const WRITE_KEY = 'a-write-key';

export type Settings = { mostWaiting?: number; port?: number };

/** A server that takes events in; `work` lets it handle them. It is gone after the test. */
export async function aServer({ mostWaiting, port = 0 }: Settings = {}) {
  const database = openDatabase(':memory:', { durable: false });
  const sender = { send: async () => {} };
  const embedded = wireEmbedded(database, realClock, realChance, {
    email: sender,
    sms: sender,
    push: sender,
  });
  const { catalog, templates } = await loadWorkflows('workflows');
  await embedded.deploy(catalog, templates);
  const app = createApp({
    intake: createIntake(embedded.engine, database, mostWaiting),
    catalog: embedded.catalog,
    writeKey: WRITE_KEY,
    clock: realClock,
    newId: () => realChance.id(),
    namesAsSent: false,
    personalData: personalDataDesk(embedded.ports, () => database.committed()),
    unknownMessages: unknownMessagesDesk(embedded.ports, embedded.catalog),
    inboxes: embedded.ports.inboxes,
  });
  const listening = await listen(app, port, '127.0.0.1');
  const loop = createLiveLoop(embedded.engine, realClock);
  onTestFinished(async () => {
    await Promise.all([listening.close(), loop.stop()]);
    database.close();
  });
  return {
    ...embedded,
    url: listening.url,
    work: () => void loop.run(),
    /** The events of a customer that were recorded, of the types that are asked for. */
    recorded: (customerId: string, ...types: string[]) =>
      embedded.stores.timeline.read(customerId, { types }),
  };
}

/** A port of this machine where nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => void server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the machine gave no port');
  return address.port;
}
