// POST /v1/events: one event or a list. Good ones go through, and bad ones are told with their index.

import type { Context } from 'hono';
import * as z from 'zod';
import { type CustomerEvent, EventInputSchema } from '../../lib/customer/event.ts';
import { parseEvent } from '../../lib/customer/ingest.ts';
import { full } from './admission.ts';
import type { AppParts } from './app.ts';
import { readJson } from './body.ts';
import { OWN_LIMIT, ownProblem, type Route } from './route.ts';

/** The longest list. */
const MOST_EVENTS = 1000;

type EventsParts = Pick<AppParts, 'intake' | 'clock' | 'newId' | 'declared'>;

const IncomingEventSchema = EventInputSchema.partial({ id: true, at: true }).meta({ id: 'Event' });

const AnswerSchema = z
  .strictObject({
    accepted: z.int().min(0),
    rejected: z.array(z.strictObject({ index: z.int().min(0), error: z.string() })),
    error: z.string().optional(),
  })
  .meta({ id: 'Taken' });

type Taken = z.infer<typeof AnswerSchema>;

export function eventsRoute(parts: EventsParts): Route {
  return {
    method: 'POST',
    path: '/v1/events',
    summary: `One event, or a list of up to ${MOST_EVENTS}`,
    isWrite: true,
    takes: {
      schema: z.union([IncomingEventSchema, z.array(IncomingEventSchema).min(1).max(MOST_EVENTS)]),
      limit: OWN_LIMIT,
    },
    answers: {
      202: { meaning: 'What was accepted is on disk.', schema: AnswerSchema },
      400: { meaning: 'Nothing was accepted.', schema: z.union([AnswerSchema, ownProblem.schema]) },
    },
    problem: ownProblem,
    handle: (c) => takeEvents(c, parts),
  };
}

async function takeEvents(c: Context, { intake, clock, newId, declared }: EventsParts): Promise<Response> {
  const body = await readJson(c, OWN_LIMIT);
  const inputs: unknown[] = Array.isArray(body) ? body : [body];
  const error = lengthProblem(inputs);
  if (error !== undefined) return c.json({ accepted: 0, rejected: [], error } satisfies Taken, 400);
  const events: CustomerEvent[] = [];
  const rejected: Taken['rejected'] = [];
  const now = clock.now();
  for (const [index, raw] of inputs.entries()) {
    const parsed = parseEvent(raw, { now, newId }, declared);
    if ('event' in parsed) events.push(parsed.event);
    else rejected.push({ index, error: parsed.problem });
  }
  if (events.length > 0 && !(await intake.accept(events))) throw full();
  const taken: Taken = { accepted: events.length, rejected };
  return c.json(taken, events.length > 0 ? 202 : 400);
}

function lengthProblem({ length }: unknown[]): string | undefined {
  if (length === 0) return 'the list is empty; send at least one event';
  if (length <= MOST_EVENTS) return undefined;
  return `the list has ${length} events, and none was taken; send at most ${MOST_EVENTS} at once`;
}
