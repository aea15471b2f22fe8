// Hop 8 without a provider: the outbox is the table of messages, so there is nothing left to send.

import type { Delivery, Sender } from '../../ports.ts';

/** A sender that always succeeds; `onSend` hears of each delivery. */
export function outboxSender(onSend: (delivery: Delivery) => void = () => {}): Sender {
  return { send: async (delivery) => onSend(delivery) };
}
