// What a route of the HTTP API is, as one value: what it takes, answers and does. The app and its description are both
// made of these, so that neither can know of a route what the other does not.

import type { Context } from 'hono';
import * as z from 'zod';
import type { BodyLimit } from './body.ts';
import type { HttpProblem } from './http-problem.ts';

/** Without a schema, it is a page in HTML. */
export type Answer = { meaning: string; schema?: z.ZodType };

export type Route = {
  method: 'GET' | 'POST' | 'DELETE';
  /** In Hono's form: `/v1/journeys/:journey/start`. */
  path: string;
  summary: string;
  /** What the body must be. */
  takes?: { schema: z.ZodType; limit: BodyLimit /** A form, instead of JSON. */; isForm?: true };
  /** Whether it brings events of a client's, and so needs the write key and room for them. */
  isWrite: boolean;
  /** Whether it needs the write key though it brings no events. */
  needsKey?: true;
  /** By status, but for those that every route of its kind has. */
  answers: Record<number, Answer>;
  /** In what form it tells an error. */
  problem: ProblemForm | PageProblem;
  handle: (c: Context) => Response | Promise<Response>;
};

export type ProblemForm = {
  schema: z.ZodType;
  body(message: string): Record<string, string | boolean>;
};

/** For people: a page that is made by the status alone. */
export type PageProblem = {
  answer(
    c: Context,
    status: HttpProblem['status'] | 405 | 500,
    headers: Record<string, string>,
  ): Promise<Response>;
};

/** The largest body of Milepost's own routes. */
export const OWN_LIMIT: BodyLimit = { atMost: 1024 * 1024, tooLarge: 413 };

/** `{ error }`: the form of Milepost's own routes. */
export const ownProblem: ProblemForm = {
  schema: z.strictObject({ error: z.string() }).meta({ id: 'Problem' }),
  body: (error) => ({ error }),
};
