// A server's file as it lies there after some days: what `explain` and `messages` read.

import { join } from 'node:path';
import { wireEmbedded } from '../../bin/wiring.ts';
import { loadWorkflows } from '../../bin/workflows.ts';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import type { JsonObject } from '../../lib/customer/json.ts';
import { seededChance } from '../../lib/embedded/chance.ts';
import { VirtualClock } from '../../lib/embedded/clock.ts';
import { openDatabase } from '../../lib/embedded/database.ts';
import { createVirtualLoop } from '../../lib/embedded/engine/virtual-loop.ts';
import { OutcomeUnknownError } from '../../lib/journey/errors.ts';
import type { Sender } from '../../lib/ports.ts';
import { emptyFolder } from './command-line.ts';

type Happening = [at: string, customer: string, type: string, properties?: JsonObject];

/** Runs the project's journeys over these events, and a day on. Returns the path of the file. */
export async function serverFile(happenings: readonly Happening[]): Promise<string> {
  const path = join(emptyFolder(), 'milepost.db');
  const database = openDatabase(path, { durable: false });
  const clock = new VirtualClock(0);
  const embedded = wireEmbedded(database, clock, seededChance(1), { email, sms: silent, push: silent });
  const { catalog, templates } = await loadWorkflows('workflows');
  await embedded.deploy(catalog, templates);
  const loop = createVirtualLoop(embedded.engine, clock);
  for (const [index, [written, customerId, type, properties = {}]] of happenings.entries()) {
    const at = Date.parse(written);
    await loop.runUntil(at);
    const event: CustomerEvent = { id: `event-${index}`, type, customerId, at, properties, depth: 0 };
    await embedded.handle(event);
  }
  await loop.runUntil(clock.now() + 86_400_000);
  database.close();
  return path;
}

const silent: Sender = { send: async () => {} };

/** Delivers to everyone but to Uma, whose mail server says nothing. */
const email: Sender = {
  async send({ to }) {
    if (to.startsWith('uma')) throw new OutcomeUnknownError('the connection broke after DATA');
  },
};
