// Hands a message over to SES or SNS: once, and again only where it is certain that nothing was sent.

import type { Pause } from '../clock.ts';
import { patiently } from './patience.ts';
import { type Provider, sendFailure } from './send-failure.ts';
import { requireSendOnce, type SendsMessages } from './send-once.ts';

/** Makes a call of a client that was made with `sendOnce`. Throws as senders do. */
export async function handOver(
  provider: Provider,
  client: SendsMessages,
  call: () => Promise<unknown>,
  wait?: Pause,
): Promise<void> {
  await requireSendOnce(client);
  try {
    await patiently(provider, call, wait);
  } catch (error) {
    throw sendFailure(provider, error);
  }
}
