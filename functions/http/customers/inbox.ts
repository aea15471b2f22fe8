// A customer's inbox over HTTP, for the shop's own app or site: GET the newest messages, and POST that one was read.

import type { Context } from 'hono';
import * as z from 'zod';
import { formatInstant } from '../../../lib/customer/time.ts';
import type { InboxMessage } from '../../../lib/ports.ts';
import type { AppParts } from '../app.ts';
import { HttpProblem } from '../http-problem.ts';
import { ownProblem, type Route } from '../route.ts';
import { customerOf } from './personal-data.ts';

const MOST_SHOWN = 100;

const InboxSchema = z
  .strictObject({
    messages: z.array(
      z.strictObject({
        id: z.string(),
        at: z.iso.datetime(),
        locale: z.string(),
        title: z.string(),
        body: z.string().describe('Plain text.'),
        readAt: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: 'Inbox' });

type Parts = Pick<AppParts, 'inboxes' | 'clock'>;

export function inboxRoutes(parts: Parts): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/customers/:customer/inbox',
      summary: `The newest messages in a customer's inbox, at most ${MOST_SHOWN}, the newest first`,
      isWrite: false,
      needsKey: true,
      answers: { 200: { meaning: 'They are these.', schema: InboxSchema } },
      problem: ownProblem,
      handle: async (c) => {
        const messages = await inboxesOf(parts).of(customerOf(c), MOST_SHOWN);
        return c.json({ messages: messages.map(shown) });
      },
    },
    {
      method: 'POST',
      path: '/v1/customers/:customer/inbox/:message/read',
      summary: 'Notes that a message in the inbox was read',
      isWrite: false,
      needsKey: true,
      answers: {
        200: { meaning: 'It is noted.', schema: z.strictObject({ read: z.literal(true) }) },
        404: { meaning: 'There is no such message in this inbox.', schema: ownProblem.schema },
      },
      problem: ownProblem,
      handle: (c) => markRead(c, parts),
    },
  ];
}

async function markRead(c: Context, parts: Parts): Promise<Response> {
  const id = c.req.param('message') ?? '';
  const isThere = await inboxesOf(parts).markRead(customerOf(c), id, parts.clock.now());
  if (!isThere) throw new HttpProblem(404, `there is no message "${id}" in this inbox`);
  return c.json({ read: true });
}

function inboxesOf({ inboxes }: Parts) {
  if (inboxes) return inboxes;
  throw new HttpProblem(404, 'inboxes are not served here; another function of this API has them');
}

function shown({ at, readAt, ...message }: InboxMessage): z.infer<typeof InboxSchema>['messages'][number] {
  return { ...message, at: formatInstant(at), readAt: readAt === null ? null : formatInstant(readAt) };
}
