// Hop 1 over HTTP: events come in, and journeys are started by call. The same app serves Node here and Lambda on AWS.

import { type Handler, Hono } from 'hono';
import type { DeclaredTypes } from '../../lib/customer/ingest.ts';
import { didYouMean } from '../../lib/customer/nearest-name.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import type { Clock, Inboxes, Intake } from '../../lib/ports.ts';
import { admit } from './admission.ts';
import { limitBody } from './body.ts';
import type { PersonalDataDesk } from './customers/personal-data.ts';
import { HttpProblem } from './http-problem.ts';
import { ownProblem, type Route } from './route.ts';
import { createRoutes } from './routes.ts';
import type { UnknownMessagesDesk } from './unknown-messages.ts';
import { requireKey } from './write-key.ts';

export type AppParts = {
  intake: Intake;
  catalog: () => Catalog;
  writeKey: string;
  clock: Clock;
  newId: () => string;
  /** Whether the events of Segment's specs keep their names ("Order Completed"), instead of ours (order.placed). */
  namesAsSent: boolean;
  /** With it, events of other types are rejected. */
  declared?: DeclaredTypes | undefined;
  /** What serves customers and operators; undefined where another function does. */
  personalData?: PersonalDataDesk | undefined;
  unknownMessages?: UnknownMessagesDesk | undefined;
  inboxes?: Pick<Inboxes, 'of' | 'markRead'> | undefined;
};

export function createApp(parts: AppParts): Hono {
  const app = new Hono();
  const routes = createRoutes(parts);
  const byPath = new Map(routes.map((route) => [route.path, route]));
  const problemAt = (path: string) => (byPath.get(path)?.problem ?? ownProblem).body;
  app.use('/v1/*', requireKey(parts.writeKey));
  const admission = admit(parts.intake);
  for (const route of routes) {
    const before = route.takes ? [admission, limitBody(route.takes.limit)] : [];
    const handle: Handler = (c) => route.handle(c);
    app.on(route.method, [route.path], ...before, handle);
    app.all(route.path, (c) => {
      const { path, method } = c.req;
      const message = `${path} takes ${route.method}, and not ${method}`;
      return c.json(problemAt(path)(message), 405, { Allow: route.method });
    });
  }
  app.notFound((c) => c.json(ownProblem.body(noSuchPath(c.req.path, routes)), 404));
  app.onError((error, c) => {
    const body = problemAt(c.req.path);
    if (error instanceof HttpProblem) return c.json(body(error.message), error.status, error.headers);
    console.error(error);
    return c.json(body('something went wrong here; send it again, with the same ids'), 500);
  });
  return app;
}

function noSuchPath(path: string, routes: Route[]): string {
  const paths = routes.map((route) => route.path.replace(/:\w+/, 'ID'));
  return `there is no ${path}${didYouMean(path, paths) || ';'} GET /openapi.json tells what there is`;
}
