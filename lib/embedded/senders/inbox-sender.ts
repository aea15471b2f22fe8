// Hop 8 into a customer's inbox: a row beside the message, so that whatever happens it is there once.

import type { Clock, Inboxes, Sender } from '../../ports.ts';

export function inboxSender(inboxes: Inboxes, clock: Clock): Sender {
  return {
    async send({ to, key, content: { locale, title = '', body } }) {
      await inboxes.put(to, { id: key, at: clock.now(), locale, title, body });
    },
  };
}
