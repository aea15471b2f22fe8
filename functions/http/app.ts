// Hop 1 over HTTP: events come in, and journeys are started by call. The same app serves Node here and Lambda on AWS.

import { Hono } from 'hono';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import type { DeclaredTypes } from '../../lib/customer/ingest.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import type { Clock } from '../../lib/ports.ts';
import { limitBody } from './body.ts';
import { HttpProblem } from './http-problem.ts';
import { startJourney } from './start-journey.ts';
import { takeEvents } from './take-events.ts';
import { requireKey } from './write-key.ts';

export type AppParts = {
  /** Resolves once the events are durable: nothing is answered before. */
  accept: (events: CustomerEvent[]) => Promise<void>;
  catalog: () => Catalog;
  writeKey: string;
  clock: Clock;
  newId: () => string;
  /** With it, events of other types are rejected. */
  declared?: DeclaredTypes;
};

const ROUTES = {
  '/v1/events': 'POST',
  '/v1/journeys/:journey/start': 'POST',
  '/health': 'GET',
} as const;

const THERE_IS = 'there are POST /v1/events, POST /v1/journeys/ID/start and GET /health';

export function createApp(parts: AppParts): Hono {
  const app = new Hono();
  app.use('/v1/*', requireKey(parts.writeKey));
  app.use('/v1/*', limitBody);
  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.post('/v1/events', takeEvents(parts));
  app.post('/v1/journeys/:journey/start', startJourney(parts));
  for (const [path, method] of Object.entries(ROUTES)) {
    app.all(path, (c) => {
      return c.json({ error: `${c.req.path} takes ${method}, and not ${c.req.method}` }, 405, {
        Allow: method,
      });
    });
  }
  app.notFound((c) => c.json({ error: `there is no ${c.req.path}; ${THERE_IS}` }, 404));
  app.onError((error, c) => {
    if (error instanceof HttpProblem) return c.json({ error: error.message }, error.status, error.headers);
    console.error(error);
    return c.json({ error: 'something went wrong here; send it again, with the same ids' }, 500);
  });
  return app;
}
