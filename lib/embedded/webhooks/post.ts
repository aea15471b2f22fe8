// One POST to addresses that were resolved and looked at before. Follows no redirect, and reads no more than it may.

import type { LookupAddress } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { RefusedError } from '../../journey/errors.ts';
import type { WebhookAnswer } from '../../ports.ts';

export type Posting = {
  addresses: readonly LookupAddress[];
  headers: Record<string, string>;
  /** JSON. */
  body: string;
  signal: AbortSignal;
};

/** The largest answer, in bytes. */
export const LARGEST_ANSWER = 64 * 1024;

/** Throws `RefusedError` for an answer that is too long, and any other error where none came. */
export async function post(url: URL, { addresses, headers, body, signal }: Posting): Promise<WebhookAnswer> {
  const bytes = Buffer.from(body);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: 'POST',
    headers: {
      'user-agent': 'Milepost',
      accept: 'application/json',
      ...headers,
      'content-type': 'application/json',
      'content-length': bytes.length,
    },
    lookup: pinnedTo(addresses),
    // A connection of its own: one that is kept open leads where its name led before.
    agent: false,
    signal,
  });
  request.once('response', resolve);
  // An error may also come once the answer is there; then whoever reads it hears of it.
  request.on('error', reject);
  request.end(bytes);
  const response = await promise;
  const status = response.statusCode ?? 0;
  const retryAfter = response.headers['retry-after'];
  try {
    // Of other answers only the status counts.
    const isSuccess = status >= 200 && status < 300;
    return { status, retryAfter, body: isSuccess ? await read(response) : '' };
  } finally {
    request.destroy();
  }
}

function pinnedTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, done) => {
    const [first] = addresses;
    if (options.all) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    if (length > LARGEST_ANSWER) {
      throw new RefusedError(`answered with more than ${LARGEST_ANSWER} bytes (64 KiB)`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
