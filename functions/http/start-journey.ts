// POST /v1/journeys/ID/start: asks for a run of a journey with the trigger `api`, by an event that names it.

import type { Context } from 'hono';
import * as z from 'zod';
import { type CustomerEvent, EventInputSchema } from '../../lib/customer/event.ts';
import { isTooDeep, sizeProblem, TOO_DEEP } from '../../lib/customer/ingest.ts';
import { didYouMean } from '../../lib/customer/nearest-name.ts';
import { sentence } from '../../lib/customer/sentence.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import { triggerOf } from '../../lib/journey/triggers/index.ts';
import { START_EVENT, START_JOURNEY } from '../../lib/journey/triggers/start-event.ts';
import { full } from './admission.ts';
import type { AppParts } from './app.ts';
import { readJson } from './body.ts';
import { HttpProblem } from './http-problem.ts';
import { OWN_LIMIT, ownProblem, type Route } from './route.ts';

const { id, customerId, properties } = EventInputSchema.shape;
const StartSchema = z.strictObject({ customerId, properties, id: id.optional() });

type StartParts = Pick<AppParts, 'intake' | 'catalog' | 'clock' | 'newId'>;

export function startRoute(parts: StartParts): Route {
  return {
    method: 'POST',
    path: '/v1/journeys/:journey/start',
    summary: 'Starts a journey whose trigger is "api" for a customer',
    isWrite: true,
    takes: { schema: StartSchema, limit: OWN_LIMIT },
    answers: {
      202: {
        meaning: 'The start is on disk. The same id again starts nothing again.',
        schema: z.strictObject({ eventId: id }),
      },
      404: { meaning: 'There is no such journey.', schema: ownProblem.schema },
      409: { meaning: 'Something else starts this journey.', schema: ownProblem.schema },
    },
    problem: ownProblem,
    handle: (c) => startJourney(c, parts),
  };
}

async function startJourney(c: Context, { intake, catalog, clock, newId }: StartParts): Promise<Response> {
  const journeyId = startable(catalog(), c.req.param('journey') ?? '');
  const input = parse(await readJson(c, OWN_LIMIT));
  const event: CustomerEvent = {
    id: input.id ?? newId(),
    type: START_EVENT,
    customerId: input.customerId,
    at: clock.now(),
    properties: { ...input.properties, [START_JOURNEY]: journeyId },
    depth: 0,
  };
  const problem = sizeProblem(event);
  if (problem !== undefined) throw new HttpProblem(400, problem);
  if (!(await intake.accept([event]))) throw full();
  return c.json({ eventId: event.id }, 202);
}

function startable({ journeys }: Catalog, journeyId: string): string {
  const deployed = journeys.get(journeyId);
  if (!deployed) {
    const hint = didYouMean(journeyId, journeys.keys()) || ';';
    throw new HttpProblem(
      404,
      `there is no journey "${journeyId}"${hint} there are ${[...journeys.keys()].join(', ')}`,
    );
  }
  const { trigger } = deployed.journey;
  if (trigger.type === 'api') return journeyId;
  throw new HttpProblem(
    409,
    `journey "${journeyId}" starts ${triggerOf(trigger).describe(trigger)}, and not by a call; ` +
      'that takes "trigger": {"type": "api"}',
  );
}

function parse(raw: unknown): z.infer<typeof StartSchema> {
  if (isTooDeep(raw)) throw new HttpProblem(400, `the body ${TOO_DEEP}`);
  const parsed = StartSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new HttpProblem(400, sentence(parsed.error, raw, 'the body', Object.keys(StartSchema.shape)));
}
