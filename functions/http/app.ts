// Hop 1 over HTTP: events come in, journeys are started by call, and customers say what they want to get. The same app
// serves Node here and Lambda on AWS.

import { type Context, type Handler, Hono } from 'hono';
import type { DeclaredTypes } from '../../lib/customer/ingest.ts';
import { didYouMean } from '../../lib/customer/nearest-name.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import type { LinkTokens } from '../../lib/journey/links/links.ts';
import type { Clock, Inboxes, Intake } from '../../lib/ports.ts';
import { admit } from './admission.ts';
import { limitBody } from './body.ts';
import type { PersonalDataDesk } from './customers/personal-data.ts';
import { HttpProblem } from './http-problem.ts';
import type { PageParts } from './pages/parts.ts';
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
  /** With it, customers unsubscribe and choose what they get; without, there are no pages for them. */
  pages?: PageParts;
  /** With it, openings and clicks of marketing e-mails are told. */
  tracking?: Pick<LinkTokens, 'read'>;
};

export function createApp(parts: AppParts): Hono {
  const app = new Hono();
  const routes = createRoutes(parts);
  app.use('/v1/*', requireKey(parts.writeKey));
  const admissions = { write: admit(parts.intake), page: admit({ isFull: () => false }) };
  for (const route of routes) {
    const admission = route.isWrite ? admissions.write : admissions.page;
    const before = route.takes ? [admission, limitBody(route.takes.limit)] : [];
    const handle: Handler = (c) => route.handle(c);
    app.on(route.method, [route.path], ...before, handle);
  }
  for (const [path, ways] of Map.groupBy(routes, (route) => route.path)) {
    const methods = ways.map(({ method }) => method);
    app.all(path, (c) => {
      const message = `${c.req.path} takes ${methods.join(' and ')}, and not ${c.req.method}`;
      return answerProblem(c, routes, 405, message, { Allow: methods.join(', ') });
    });
  }
  app.notFound((c) => answerProblem(c, routes, 404, noSuchPath(c.req.path, routes)));
  app.onError((error, c) => {
    if (error instanceof HttpProblem) {
      return answerProblem(c, routes, error.status, error.message, error.headers);
    }
    console.error(error);
    return answerProblem(c, routes, 500, 'something went wrong here; send it again, with the same ids');
  });
  return app;
}

/** In the form that the route's callers know. */
function answerProblem(
  c: Context,
  routes: Route[],
  status: HttpProblem['status'] | 405 | 500,
  message: string,
  headers: Record<string, string> = {},
): Response | Promise<Response> {
  const { path } = c.req;
  const problem = routes.find((route) => isUnder(path, route))?.problem ?? ownProblem;
  return 'answer' in problem
    ? problem.answer(c, status, headers)
    : c.json(problem.body(message), status, headers);
}

/** Whether a path is the route's, or differs in what the route leaves open. */
function isUnder(path: string, route: Route): boolean {
  const [fixed = '', ...open] = route.path.split(':');
  return open.length > 0 ? path.startsWith(fixed) : path === fixed;
}

function noSuchPath(path: string, routes: Route[]): string {
  const paths = routes.map((route) => route.path.replace(/:\w+/, 'ID'));
  return `there is no ${path}${didYouMean(path, paths) || ';'} GET /openapi.json tells what there is`;
}
