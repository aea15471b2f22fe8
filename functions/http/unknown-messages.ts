// The messages of which nobody knows whether they went out: listed, sent again, or dropped, as an operator says.

import type { Context } from 'hono';
import * as z from 'zod';
import { formatInstant } from '../../lib/customer/time.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import { messageKey } from '../../lib/journey/message-key.ts';
import type { UnknownMessage } from '../../lib/ports.ts';
import { dropMessage, type Resolved, resendMessage, type UnknownPorts } from '../messages/unknown.ts';
import type { AppParts } from './app.ts';
import { readJson } from './body.ts';
import { HttpProblem } from './http-problem.ts';
import { OWN_LIMIT, ownProblem, type Route } from './route.ts';

/** What an operator may ask about unknown messages. */
export type UnknownMessagesDesk = {
  list(atMost: number): Promise<UnknownMessage[]>;
  resend(key: string): Promise<Resolved>;
  drop(key: string): Promise<Resolved>;
};

/** `committed` resolves once what was written before is durable. */
export function unknownMessagesDesk(
  ports: UnknownPorts,
  catalog: () => Catalog,
  committed = async () => {},
): UnknownMessagesDesk {
  const durably = async (resolved: Promise<Resolved>) => {
    const told = await resolved;
    await committed();
    return told;
  };
  return {
    list: (atMost) => ports.unknownMessages.list(atMost),
    resend: (key) => durably(resendMessage(ports, catalog(), key)),
    drop: (key) => durably(dropMessage(ports, key)),
  };
}

const MOST_LISTED = 1000;
const MOST_KEYS = 100;

export const ListedSchema = z
  .strictObject({
    messages: z.array(
      z.strictObject({
        key: z.string(),
        customerId: z.string(),
        channel: z.string(),
        template: z.string(),
        at: z.iso.datetime(),
        reason: z.string(),
        resends: z.int().min(0),
      }),
    ),
  })
  .meta({ id: 'UnknownMessages' });

const KeysSchema = z.strictObject({ keys: z.array(z.string().min(1)).min(1).max(MOST_KEYS) });

export const ResolvedSchema = z
  .strictObject({
    done: z.array(z.strictObject({ key: z.string(), what: z.string() })),
    refused: z.array(z.strictObject({ key: z.string(), error: z.string() })),
  })
  .meta({ id: 'ResolvedMessages' });

type Parts = Pick<AppParts, 'unknownMessages'>;

export function unknownMessagesRoutes(parts: Parts): Route[] {
  const resolving = (word: 'resend' | 'drop', summary: string): Route => ({
    method: 'POST',
    path: `/v1/messages/${word}`,
    summary,
    isWrite: false,
    needsKey: true,
    takes: { schema: KeysSchema, limit: OWN_LIMIT },
    answers: {
      200: { meaning: 'What became of each; what was refused stays as it was.', schema: ResolvedSchema },
      400: { meaning: 'The body is not what it must be.', schema: ownProblem.schema },
    },
    problem: ownProblem,
    handle: (c) => resolve(c, desk(parts)[word]),
  });
  return [
    {
      method: 'GET',
      path: '/v1/messages/unknown',
      summary: `The messages of which nobody knows whether they went out: the ${MOST_LISTED} oldest`,
      isWrite: false,
      needsKey: true,
      answers: { 200: { meaning: 'They are these.', schema: ListedSchema } },
      problem: ownProblem,
      handle: async (c) => c.json({ messages: (await desk(parts).list(MOST_LISTED)).map(listed) }),
    },
    resolving('resend', 'Sends unknown messages once again, if they may still go out'),
    resolving('drop', 'Records unknown messages as failed'),
  ];
}

async function resolve(c: Context, work: (key: string) => Promise<Resolved>): Promise<Response> {
  const body = KeysSchema.safeParse(await readJson(c, OWN_LIMIT));
  if (!body.success) throw new HttpProblem(400, 'the body must be {"keys": […]}, with 1 to 100 keys');
  const done: z.infer<typeof ResolvedSchema>['done'] = [];
  const refused: z.infer<typeof ResolvedSchema>['refused'] = [];
  for (const key of body.data.keys) {
    const told = await work(key);
    if ('done' in told) done.push({ key, what: told.done });
    else refused.push({ key, error: told.refused });
  }
  return c.json({ done, refused });
}

function desk({ unknownMessages }: Parts): UnknownMessagesDesk {
  if (unknownMessages) return unknownMessages;
  throw new HttpProblem(404, 'messages are not served here; another function of this API has them');
}

export function listed({
  message,
  resends,
}: UnknownMessage): z.infer<typeof ListedSchema>['messages'][number] {
  const { customerId, channel, template, at, reason } = message;
  return { key: messageKey(message), customerId, channel, template, at: formatInstant(at), reason, resends };
}
