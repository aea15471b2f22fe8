// Where the commands of customers ask: the server's file, while no server is at work on it, or a server by its address,
// which may be one on AWS.

import { type PersonalDataDesk, personalDataDesk } from '../functions/http/customers/personal-data.ts';
import { realChance } from '../lib/embedded/chance.ts';
import { realClock } from '../lib/embedded/clock.ts';
import { ERASURES_QUEUE } from '../lib/embedded/engine/engine.ts';
import { outboxSender } from '../lib/embedded/senders/outbox-sender.ts';
import { openWritable } from './open-database.ts';
import { remoteDesk } from './remote-desk.ts';
import { wireEmbedded } from './wiring.ts';

export type Asked = { db: string; url?: string };

/** Asks, and lets go of the file. An erasure that was asked for in a file is carried out there and then. */
export async function askDesk<Answer>(
  { db, url }: Asked,
  work: (desk: PersonalDataDesk) => Promise<Answer>,
): Promise<Answer> {
  if (url !== undefined) return work(remoteDesk(url));
  const database = openWritable(db);
  try {
    const sender = outboxSender();
    const senders = { email: sender, sms: sender, push: sender };
    const { engine, ports } = wireEmbedded(database, realClock, realChance, senders);
    const desk = personalDataDesk(ports, () => database.committed());
    return await work({
      ...desk,
      async erase(customerId) {
        const erasure = await desk.erase(customerId);
        for (let job = engine.jobs.take([ERASURES_QUEUE]); job; job = engine.jobs.take([ERASURES_QUEUE])) {
          await engine.consume(job);
        }
        return (await desk.erasure(customerId)) ?? erasure;
      },
    });
  } finally {
    database.close();
  }
}
