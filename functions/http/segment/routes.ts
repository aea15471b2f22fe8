// The Segment HTTP API: /v1/identify … /v1/alias, a call each, and /v1/batch. Its limits and answers are Segment's, but
// that what was not taken is told. https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/

import type { Context } from 'hono';
import * as z from 'zod';
import type { CustomerEvent } from '../../../lib/customer/event.ts';
import { isObject } from '../../../lib/customer/json.ts';
import { full } from '../admission.ts';
import type { AppParts } from '../app.ts';
import { type BodyLimit, readJson } from '../body.ts';
import { HttpProblem } from '../http-problem.ts';
import type { ProblemForm, Route } from '../route.ts';
import { BatchSchema, type CallType, calls, callTypes } from './call.ts';
import { eventOfCall } from './event-of-call.ts';

type SegmentParts = Pick<AppParts, 'intake' | 'clock' | 'newId' | 'namesAsSent' | 'declared'>;

const LARGEST_CALL = 32 * 1024;
const LARGEST_BATCH = 500 * 1024;
const MOST_CALLS = 2500;

const callLimit: BodyLimit = { atMost: LARGEST_CALL, tooLarge: 400 };
const batchLimit: BodyLimit = { atMost: LARGEST_BATCH, tooLarge: 400 };

const ToldSchema = z.array(z.strictObject({ index: z.int().min(0), error: z.string() })).optional();

const problem: ProblemForm = {
  schema: z
    .strictObject({ success: z.literal(false), message: z.string(), rejected: ToldSchema })
    .meta({ id: 'SegmentProblem' }),
  body: (message) => ({ success: false, message }),
};

export function segmentRoutes(parts: SegmentParts): Route[] {
  return [...callTypes.map((type) => callRoute(type, parts)), batchRoute(parts)];
}

function callRoute(type: CallType, parts: SegmentParts): Route {
  return {
    method: 'POST',
    path: `/v1/${type}`,
    summary: `A Segment call: ${type}`,
    isWrite: true,
    takes: { schema: onItsOwn(calls[type]), limit: callLimit },
    answers: {
      200: {
        meaning: 'The call is kept. What did not fit the profile was left out.',
        schema: z.strictObject({ success: z.literal(true), leftOut: z.array(z.string()).optional() }),
      },
    },
    problem,
    async handle(c) {
      const body = await readJson(c, callLimit);
      const outcome = eventOfCall(isObject(body) ? { ...body, type } : body, reading(parts));
      if ('problem' in outcome) throw new HttpProblem(400, outcome.problem);
      if (!(await parts.intake.accept([outcome.event]))) throw full();
      const { leftOut } = outcome;
      return c.json({ success: true, ...(leftOut.length > 0 ? { leftOut } : {}) });
    },
  };
}

/** The path tells the type already. */
function onItsOwn(call: z.ZodObject): z.ZodType {
  return call.partial({ type: true });
}

function batchRoute(parts: SegmentParts): Route {
  return {
    method: 'POST',
    path: '/v1/batch',
    summary: 'A list of Segment calls',
    isWrite: true,
    takes: { schema: BatchSchema, limit: batchLimit },
    answers: {
      200: {
        meaning: 'All calls are kept but those that are told as rejected.',
        schema: z.strictObject({ success: z.literal(true), rejected: ToldSchema, leftOut: ToldSchema }),
      },
    },
    problem,
    handle: (c) => takeBatch(c, parts),
  };
}

type Told = { index: number; error: string };

async function takeBatch(c: Context, parts: SegmentParts): Promise<Response> {
  const calls = callsOf(await readJson(c, batchLimit));
  const events: CustomerEvent[] = [];
  const rejected: Told[] = [];
  const leftOut: Told[] = [];
  const how = reading(parts);
  for (const [index, call] of calls.entries()) {
    const outcome = isTooLarge(call) ? { problem: TOO_LARGE } : eventOfCall(call, how);
    if ('problem' in outcome) {
      rejected.push({ index, error: outcome.problem });
      continue;
    }
    events.push(outcome.event);
    leftOut.push(...outcome.leftOut.map((error) => ({ index, error })));
  }
  if (events.length > 0 && !(await parts.intake.accept(events))) throw full();
  const told = { ...(rejected.length > 0 ? { rejected } : {}), ...(leftOut.length > 0 ? { leftOut } : {}) };
  if (events.length > 0 || calls.length === 0) return c.json({ success: true, ...told });
  return c.json({ success: false, message: 'none of the calls could be taken', rejected }, 400);
}

/** The calls of a batch, with what the batch says for all of them; throws an `HttpProblem` for what is no batch. */
function callsOf(body: unknown): unknown[] {
  if (!isObject(body) || !Array.isArray(body.batch)) {
    throw new HttpProblem(400, 'the body must be an object with a list of calls as "batch"');
  }
  const { batch, sentAt, context } = body;
  if (batch.length > MOST_CALLS) {
    throw new HttpProblem(
      400,
      `the batch has ${batch.length} calls, and none was taken; send at most ${MOST_CALLS} at once`,
    );
  }
  return batch.map((call) => {
    if (!isObject(call)) return call;
    const shared = isObject(context)
      ? { context: { ...context, ...(isObject(call.context) ? call.context : {}) } }
      : {};
    return { ...(sentAt === undefined ? {} : { sentAt }), ...call, ...shared };
  });
}

const TOO_LARGE = `the call is larger than ${LARGEST_CALL} bytes (${LARGEST_CALL / 1024} KiB)`;

function isTooLarge(call: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(call)) > LARGEST_CALL;
}

function reading({ clock, newId, namesAsSent, declared }: SegmentParts) {
  return { now: clock.now(), newId, namesAsSent, declared };
}
