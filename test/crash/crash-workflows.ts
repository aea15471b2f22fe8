// Journeys made for crashing: every kind of effect once an order, and no wait that outlasts the test.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const order = {
  id: 'order',
  trigger: { type: 'event', event: 'order.placed' },
  reentry: 'always',
  concurrent: { by: 'orderId' },
  steps: [
    { id: 'count', type: 'update', add: { orders: 1 } },
    { id: 'tell', type: 'emit', event: 'order.counted', properties: { orderId: { ref: 'trigger.orderId' } } },
    {
      id: 'payment',
      type: 'waitFor',
      event: 'order.paid',
      where: { orderId: { ref: 'trigger.orderId' } },
      timeout: 'PT1H',
    },
    {
      id: 'thanks',
      type: 'message',
      channel: 'email',
      purpose: 'transactional',
      template: 'order/thanks',
    },
    { id: 'finish', type: 'update', add: { thanked: 1 } },
  ],
};

const confirmation = {
  id: 'confirmation',
  trigger: { type: 'event', event: 'order.counted' },
  reentry: 'always',
  concurrent: { by: 'orderId' },
  steps: [{ id: 'confirm', type: 'update', add: { confirmed: 1 } }],
};

const THANKS = 'Subject: Thank you\n\n<p>Thank you for order {{ trigger.orderId }}.</p>\n';

/** Writes the two journeys and their template into a new folder within `parent`, and returns its path. */
export function writeCrashWorkflows(parent: string): string {
  const folder = join(parent, 'workflows');
  const template = join(folder, 'templates', 'order', 'thanks');
  mkdirSync(template, { recursive: true });
  writeFileSync(join(template, 'email.en.liquid'), THANKS);
  writeFileSync(join(template, 'sample.json'), JSON.stringify({ trigger: { orderId: 'o-1' } }));
  for (const journey of [order, confirmation]) {
    writeFileSync(join(folder, `${journey.id}.json`), JSON.stringify(journey, null, 2));
  }
  return folder;
}
