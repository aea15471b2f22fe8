// The server as `milepost serve` runs it, on a free port of this machine, with a store in memory.

import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { listen } from '../../../bin/listen.ts';
import { wireEmbedded } from '../../../bin/wiring.ts';
import { loadWorkflows } from '../../../bin/workflows.ts';
import { createApp } from '../../../functions/http/app.ts';
import { personalDataDesk } from '../../../functions/http/customers/personal-data.ts';
import type { PageParts } from '../../../functions/http/pages/parts.ts';
import { unknownMessagesDesk } from '../../../functions/http/unknown-messages.ts';
import { realChance } from '../../../lib/embedded/chance.ts';
import { realClock } from '../../../lib/embedded/clock.ts';
import { openDatabase } from '../../../lib/embedded/database.ts';
import { createIntake } from '../../../lib/embedded/engine/intake.ts';
import { createLiveLoop } from '../../../lib/embedded/engine/live-loop.ts';
import { createLinks, createLinkTokens } from '../../../lib/journey/links/links.ts';
import type { Clock, Delivery } from '../../../lib/ports.ts';

export const WRITE_KEY = 'a-write-key';

export type Settings = {
  mostWaiting?: number;
  port?: number;
  clock?: Clock;
  personalData?: PageParts['personalData'];
  companyName?: PageParts['companyName'];
};

/** A server that takes events in; `work` lets it handle them. It is gone after the test. */
export async function aServer({
  mostWaiting,
  port = 0,
  clock = realClock,
  personalData,
  companyName,
}: Settings = {}) {
  const database = openDatabase(':memory:', { durable: false });
  const sent: Delivery[] = [];
  const sender = { send: async (delivery: Delivery) => void sent.push(delivery) };
  const senders = { email: sender, sms: sender, push: sender };
  const keys = { current: 'k1', keys: { k1: 'the key of the links of a test server' } };
  let url = '';
  const links = createLinks(
    createLinkTokens(() => keys),
    () => url,
  );
  const embedded = wireEmbedded(database, realClock, realChance, senders, undefined, links);
  const { profiles, timeline, runs } = embedded.stores;
  const { catalog, templates } = await loadWorkflows('workflows');
  await embedded.deploy(catalog, templates);
  const app = createApp({
    intake: createIntake(embedded.engine, database, mostWaiting),
    catalog: embedded.catalog,
    writeKey: WRITE_KEY,
    clock,
    newId: () => realChance.id(),
    namesAsSent: false,
    personalData: personalDataDesk(embedded.ports, () => database.committed()),
    unknownMessages: unknownMessagesDesk(embedded.ports, embedded.catalog),
    inboxes: embedded.ports.inboxes,
    pages: { links, profiles, timeline, runs, personalData, ...(companyName && { companyName }) },
  });
  const listening = await listen(app, port, '127.0.0.1');
  url = listening.url;
  const loop = createLiveLoop(embedded.engine, realClock);
  onTestFinished(async () => {
    await Promise.all([listening.close(), loop.stop()]);
    database.close();
  });
  return {
    ...embedded,
    url,
    links,
    /** What went out. */
    sent,
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
