// POST /v1/events: one event or a list. Good ones go through, and bad ones are told with their index.

import type { Context } from 'hono';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import { parseEvent } from '../../lib/customer/ingest.ts';
import type { AppParts } from './app.ts';
import { readJson } from './body.ts';

/** The longest list. */
const MOST_EVENTS = 1000;

type Rejection = { index: number; error: string };

/** Answers 202 once what was accepted is durable, or 400 if nothing was. */
export function takeEvents({
  accept,
  clock,
  newId,
  declared,
}: Pick<AppParts, 'accept' | 'clock' | 'newId' | 'declared'>) {
  return async (c: Context) => {
    const body = await readJson(c);
    const inputs: unknown[] = Array.isArray(body) ? body : [body];
    const error = lengthProblem(inputs);
    if (error !== undefined) return c.json({ accepted: 0, rejected: [], error }, 400);
    const events: CustomerEvent[] = [];
    const rejected: Rejection[] = [];
    const now = clock.now();
    for (const [index, raw] of inputs.entries()) {
      const parsed = parseEvent(raw, { now, newId }, declared);
      if ('event' in parsed) events.push(parsed.event);
      else rejected.push({ index, error: parsed.problem });
    }
    if (events.length > 0) await accept(events);
    return c.json({ accepted: events.length, rejected }, events.length > 0 ? 202 : 400);
  };
}

function lengthProblem({ length }: unknown[]): string | undefined {
  if (length === 0) return 'the list is empty; send at least one event';
  if (length <= MOST_EVENTS) return undefined;
  return `the list has ${length} events, and none was taken; send at most ${MOST_EVENTS} at once`;
}
