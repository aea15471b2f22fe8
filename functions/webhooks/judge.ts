// What a host's answer to a webhook comes to: an answer to keep, a failure, or another attempt.

import { isTooDeep, TOO_DEEP } from '../../lib/customer/ingest.ts';
import type { Json } from '../../lib/customer/json.ts';
import type { WebhookAnswer } from '../../lib/ports.ts';

export type Verdict =
  | { is: 'answered'; reason: string; answer: Json }
  | { is: 'failed'; reason: string }
  /** `notBefore` (ms) is when the host asks to be called again. */
  | { is: 'again'; reason: string; notBefore?: number };

/** 2xx is an answer; 408, 429 and 5xx are for a while; all else, redirects among it, is for good. `now` in ms. */
export function judge({ status, body, retryAfter }: WebhookAnswer, now: number): Verdict {
  const reason = `answered ${status}`;
  if (status >= 200 && status < 300) return read(body, reason);
  if (status === 408 || status === 429 || status >= 500) {
    const notBefore = momentOf(retryAfter, now);
    return { is: 'again', reason, ...(notBefore === undefined ? {} : { notBefore }) };
  }
  if (status >= 300 && status < 400)
    return { is: 'failed', reason: `${reason}, and redirects are not followed` };
  return { is: 'failed', reason };
}

/** An answer that is no JSON is an answer all the same: there is nothing in it for later steps. */
function read(body: string, reason: string): Verdict {
  if (body.trim() === '') return { is: 'answered', reason, answer: null };
  let answer: Json;
  try {
    answer = JSON.parse(body);
  } catch {
    return { is: 'answered', reason: `${reason}, without JSON`, answer: null };
  }
  if (isTooDeep(answer)) return { is: 'failed', reason: `${reason}, and the JSON ${TOO_DEEP}` };
  return { is: 'answered', reason, answer };
}

/** The moment of a Retry-After header: seconds from now, or a date as HTTP writes it (RFC 9110, 10.2.3). */
function momentOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const written = header.trim();
  const moment = /^\d{1,9}$/.test(written) ? now + Number(written) * 1000 : dateOf(written);
  return moment !== undefined && moment > now ? moment : undefined;
}

function dateOf(written: string): number | undefined {
  const moment = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(written)
    ? Date.parse(written)
    : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
