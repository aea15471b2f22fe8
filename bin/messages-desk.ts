// Where the commands of unknown messages ask: the server's file, while no server is at work on it, or a server by its
// address. What is to be sent again from a file goes out when the server runs.

import type * as z from 'zod';
import { ListedSchema, ResolvedSchema, unknownMessagesDesk } from '../functions/http/unknown-messages.ts';
import { realChance } from '../lib/embedded/chance.ts';
import { realClock } from '../lib/embedded/clock.ts';
import { outboxSender } from '../lib/embedded/senders/outbox-sender.ts';
import { openWritable } from './open-database.ts';
import { remoteApi } from './remote-api.ts';
import { UsersMistake } from './users-mistake.ts';
import { wireEmbedded } from './wiring.ts';
import { loadWorkflows } from './workflows.ts';

export type Asked = { db: string; url?: string; workflows: string };

export type Listed = z.infer<typeof ListedSchema>['messages'];

export type ResolvedMessages = z.infer<typeof ResolvedSchema>;

/** The unknown messages of a server elsewhere, the oldest first. */
export async function unknownAt(url: string): Promise<Listed> {
  return ListedSchema.parse((await remoteApi(url)('GET', '/v1/messages/unknown')) ?? notThere(url)).messages;
}

/** Has messages sent again, or dropped. */
export async function resolveMessages(
  word: 'resend' | 'drop',
  keys: readonly string[],
  { db, url, workflows }: Asked,
): Promise<ResolvedMessages> {
  if (url !== undefined) {
    const answer = await remoteApi(url)('POST', `/v1/messages/${word}`, { keys });
    return ResolvedSchema.parse(answer ?? notThere(url));
  }
  const { catalog } = await loadWorkflows(workflows);
  const database = openWritable(db);
  try {
    const sender = outboxSender();
    const senders = { email: sender, sms: sender, push: sender };
    const { ports } = wireEmbedded(database, realClock, realChance, senders);
    const desk = unknownMessagesDesk(
      ports,
      () => catalog,
      () => database.committed(),
    );
    const resolved: ResolvedMessages = { done: [], refused: [] };
    for (const key of keys) {
      const told = await desk[word](key);
      if ('done' in told) resolved.done.push({ key, what: told.done });
      else resolved.refused.push({ key, error: told.refused });
    }
    return resolved;
  } finally {
    database.close();
  }
}

function notThere(url: string): never {
  throw new UsersMistake(`${url} knows of no messages; is it a Milepost?`);
}
