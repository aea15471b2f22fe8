// Hop 7 into a customer’s inbox on AWS: an item of the table. The same key makes the same item, so nothing is ever unknown.

import type { Clock, Inboxes, Sender } from '../../ports.ts';

export function createInboxSender(inboxes: Inboxes, clock: Clock): Sender {
  return {
    async send({ to, key, content: { locale, title = '', body } }) {
      await inboxes.put(to, { id: key, at: clock.now(), locale, title, body });
    },
  };
}
