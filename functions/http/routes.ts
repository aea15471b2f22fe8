// All routes of the HTTP API, in the order in which they are described.

import * as z from 'zod';
import type { AppParts } from './app.ts';
import { inboxRoutes } from './customers/inbox.ts';
import { personalDataRoutes } from './customers/personal-data.ts';
import { describeApi } from './openapi.ts';
import { confirmRoutes } from './pages/confirm.ts';
import { preferenceRoutes } from './pages/preferences.ts';
import { unsubscribeRoutes } from './pages/unsubscribe.ts';
import { ownProblem, type Route } from './route.ts';
import { segmentRoutes } from './segment/routes.ts';
import { startRoute } from './start-journey.ts';
import { eventsRoute } from './take-events.ts';
import { trackRoutes } from './track.ts';
import { unknownMessagesRoutes } from './unknown-messages.ts';

export function createRoutes(parts: AppParts): Route[] {
  const routes = [
    eventsRoute(parts),
    startRoute(parts),
    ...segmentRoutes(parts),
    ...pageRoutes(parts),
    ...(parts.tracking ? trackRoutes({ ...parts, links: parts.tracking }) : []),
    ...personalDataRoutes(parts),
    ...inboxRoutes(parts),
    ...unknownMessagesRoutes(parts),
    healthRoute,
    descriptionRoute(),
  ];
  return routes;

  /** Made when it is first asked for, and of itself too. */
  function descriptionRoute(): Route {
    let description: object | undefined;
    return {
      method: 'GET',
      path: '/openapi.json',
      summary: 'This description',
      isWrite: false,
      answers: { 200: { meaning: 'OpenAPI 3.1.', schema: z.looseObject({ openapi: z.string() }) } },
      problem: ownProblem,
      handle(c) {
        description ??= describeApi(routes);
        return c.json(description);
      },
    };
  }
}

/** The customers' own pages, where there are links that lead to them. */
function pageRoutes({ pages, ...parts }: AppParts): Route[] {
  if (!pages) return [];
  const all = { ...parts, ...pages };
  return [...unsubscribeRoutes(all), ...preferenceRoutes(all), ...confirmRoutes(all)];
}

const healthRoute: Route = {
  method: 'GET',
  path: '/health',
  summary: 'Whether the server is well',
  isWrite: false,
  answers: { 200: { meaning: 'It is.', schema: z.strictObject({ status: z.literal('ok') }) } },
  problem: ownProblem,
  handle: (c) => c.json({ status: 'ok' }),
};
