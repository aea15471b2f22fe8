// The body of a request: bounded before and after it is inflated, and JSON whatever its content type says.

import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { scanJson } from '../../lib/journey/checks/scan-json.ts';
import { HttpProblem } from './http-problem.ts';

/** The most bytes of a body, as it comes and inflated, and the status that answers more. */
export type BodyLimit = { atMost: number; tooLarge: 400 | 413 };

export function limitBody(limit: BodyLimit): MiddlewareHandler {
  return bodyLimit({
    maxSize: limit.atMost,
    onError: () => {
      throw tooLarge(limit);
    },
  });
}

/** The body's value; throws an `HttpProblem` that says where it is no JSON. */
export async function readJson(c: Context, limit: BodyLimit): Promise<unknown> {
  const text = decode(await inflate(c, limit));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpProblem(400, `the body is no valid JSON: ${whereItIsNone(text, error)}`);
  }
}

function tooLarge({ atMost, tooLarge: status }: BodyLimit): HttpProblem {
  const named = atMost % 2 ** 20 === 0 ? `${atMost / 2 ** 20} MiB` : `${atMost / 2 ** 10} KiB`;
  return new HttpProblem(
    status,
    `the body is larger than ${atMost} bytes (${named}); send the events in parts`,
  );
}

const unzip = promisify(gunzip);

async function inflate(c: Context, limit: BodyLimit): Promise<ArrayBuffer | Uint8Array> {
  const encoding = c.req.header('Content-Encoding')?.trim().toLowerCase() ?? 'identity';
  const bytes = await c.req.arrayBuffer();
  if (encoding === 'identity') return bytes;
  if (encoding !== 'gzip') {
    throw new HttpProblem(415, `the body is encoded as "${encoding}"; send it as it is, or as gzip`, {
      'Accept-Encoding': 'gzip',
    });
  }
  try {
    return await unzip(bytes, { maxOutputLength: limit.atMost });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    const why = error instanceof Error ? error.message : String(error);
    throw new HttpProblem(400, `the body says that it is gzip, and is not: ${why}`);
  }
}

function decode(bytes: ArrayBuffer | Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpProblem(400, 'the body is not in UTF-8; send it in that encoding');
  }
}

function whereItIsNone(text: string, error: unknown): string {
  if (text.trim() === '') return 'it is empty';
  const { flaw } = scanJson(text);
  if (!flaw) return error instanceof Error ? error.message : String(error);
  // Elsewhere, what is scanned is a marketer's file.
  return `line ${flaw.line}, column ${flaw.column}: ${flaw.message.replace(/^the file/, 'it')}`;
}
