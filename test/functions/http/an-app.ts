// The app with two journeys, one started by an event and one by call, that keeps what it accepts in a list.

import { z } from 'zod';
import { createApp } from '../../../functions/http/app.ts';
import type { PageParts } from '../../../functions/http/pages/parts.ts';
import type { CustomerEvent } from '../../../lib/customer/event.ts';
import type { DeclaredTypes } from '../../../lib/customer/ingest.ts';
import { buildCatalog } from '../../../lib/journey/catalog.ts';
import { JourneySchema } from '../../../lib/journey/journey.ts';

const KEY = 'a-write-key';
const Answer = z.record(z.string(), z.unknown());
export const NOW = Date.parse('2026-03-01T10:00:00Z');

const steps = [{ type: 'exit' }];
const journeys = [
  { id: 'welcome', trigger: { type: 'event', event: 'customer.registered' }, steps },
  { id: 'survey', trigger: { type: 'api' }, steps },
].map((journey) => JourneySchema.parse(journey));
const catalog = buildCatalog(journeys, new Map());

type Making = { isFull?: () => boolean; namesAsSent?: boolean; declared?: DeclaredTypes; pages?: PageParts };

export function anApp(
  accept?: (events: readonly CustomerEvent[]) => Promise<unknown>,
  { isFull = () => false, namesAsSent = false, declared, pages }: Making = {},
) {
  const accepted: CustomerEvent[] = [];
  let ids = 0;
  const app = createApp({
    intake: {
      isFull,
      async accept(events) {
        if (accept) await accept(events);
        else accepted.push(...events);
        return true;
      },
      async take(events) {
        accepted.push(...events);
      },
    },
    namesAsSent,
    catalog: () => catalog,
    writeKey: KEY,
    clock: { now: () => NOW },
    newId: () => `new-${++ids}`,
    declared,
    ...(pages && { pages }),
  });
  const post = async (
    path: string,
    body: string | object,
    headers: Record<string, string> = { Authorization: `Bearer ${KEY}` },
  ) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await app.request(path, { method: 'POST', body: text, headers });
    return { status: response.status, body: Answer.parse(await response.json()), headers: response.headers };
  };
  const get = async (path: string, method = 'GET') => {
    const response = await app.request(path, { method, headers: { Authorization: `Bearer ${KEY}` } });
    return { status: response.status, body: await response.json() };
  };
  return { app, accepted, post, get };
}
