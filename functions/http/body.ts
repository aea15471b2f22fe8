// The body of a request: bounded, and JSON whatever its content type says.

import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { scanJson } from '../../lib/journey/checks/scan-json.ts';
import { HttpProblem } from './http-problem.ts';

/** The largest body, in bytes. */
const LARGEST_BODY = 1024 * 1024;

export const limitBody = bodyLimit({
  maxSize: LARGEST_BODY,
  onError: () => {
    throw new HttpProblem(
      413,
      `the body is larger than ${LARGEST_BODY} bytes (1 MiB); send the events in parts`,
    );
  },
});

/** The body's value; throws an `HttpProblem` that says where it is no JSON. */
export async function readJson(c: Context): Promise<unknown> {
  const text = decode(await c.req.arrayBuffer());
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpProblem(400, `the body is no valid JSON: ${whereItIsNone(text, error)}`);
  }
}

function decode(bytes: ArrayBuffer): string {
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
