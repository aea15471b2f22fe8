// How a receiver knows that a webhook comes from here, and when it was made: a signature over both.

import { createHmac } from 'node:crypto';

/** The value of `Milepost-Signature`: HMAC-SHA256, in hexadecimal, of the seconds, a dot and the body. `now` in ms. */
export function signatureOf(secret: string, now: number, body: string): string {
  const seconds = Math.floor(now / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
