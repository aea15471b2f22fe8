// Who may write: whoever has the write key.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { HttpProblem } from './http-problem.ts';

const HOW = 'send "Authorization: Bearer KEY", or the key as the user name of basic authentication';

/** Lets a request through that brings the key, as a bearer token or as the user of basic authentication. */
export function requireKey(writeKey: string): MiddlewareHandler {
  if (writeKey === '')
    throw new Error('the write key is empty, so that anyone could write; set MILEPOST_WRITE_KEY');
  const expected = digest(writeKey);
  return async (c, next) => {
    const header = c.req.header('Authorization');
    if (header === undefined) throw refusal(`the write key is missing; ${HOW}`);
    const key = keyOf(header);
    if (key === undefined) throw refusal(`the Authorization header holds no write key; ${HOW}`);
    // Digests are of one length and compared in constant time, so that the answer's delay tells nothing of the key.
    if (!timingSafeEqual(digest(key), expected)) throw refusal(`this is not the write key; ${HOW}`);
    await next();
  };
}

function keyOf(header: string): string | undefined {
  const [, scheme = '', value = ''] = /^(\w+) +(.+)$/.exec(header.trim()) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const credentials = Buffer.from(value, 'base64').toString();
  const colon = credentials.indexOf(':');
  return colon === -1 ? undefined : credentials.slice(0, colon);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refusal(message: string): HttpProblem {
  return new HttpProblem(401, message, {
    'WWW-Authenticate': 'Bearer realm="milepost", Basic realm="milepost"',
  });
}
