// Takes from the queue of inboxes, and keeps the messages for their readers.

import { sendMessages } from '../../functions/send-messages.ts';
import { createInboxSender } from '../../lib/aws/senders/inbox.ts';
import { catalog } from './catalog.ts';
import { links } from './links.ts';
import { observedQueue } from './observed.ts';
import { clock, queues, runner, stores } from './ports.ts';

const kept = stores();
const sender = createInboxSender(kept.inboxes, clock);

const ports = { clock, ...kept, runner: runner(), queues: queues(), links: links(), sender };

export const handler = observedQueue(sendMessages('inbox', ports, catalog));
