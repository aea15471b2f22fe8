// What a page's form brings, as browsers and mail programs send it: urlencoded or in parts (RFC 8058 allows both).

import type { Context } from 'hono';
import type { BodyLimit } from '../body.ts';
import { HttpProblem } from '../http-problem.ts';

export const FORM_LIMIT: BodyLimit = { atMost: 16 * 1024, tooLarge: 413 };

export type Form = {
  has(name: string): boolean;
  /** The first value of a field; undefined where it is not there. */
  get(name: string): string | undefined;
  all(name: string): string[];
};

/** Throws 400 for a form that cannot be read. A body that is none has no fields. */
export async function readForm(c: Context): Promise<Form> {
  const fields = await parse(c);
  const all = (name: string) =>
    [Object.hasOwn(fields, name) ? fields[name] : []].flat().filter((value) => typeof value === 'string');
  return { has: (name) => Object.hasOwn(fields, name), get: (name) => all(name)[0], all };
}

async function parse(c: Context) {
  try {
    return await c.req.parseBody({ all: true });
  } catch {
    throw new HttpProblem(400, 'the form cannot be read');
  }
}
