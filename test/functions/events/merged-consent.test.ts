// A customer who was known by another id before: what they agree to is the stricter of both, and there is evidence of it.

import { expect, test } from 'vitest';
import { recordEvent } from '../../../functions/events/record-event.ts';
import type { CustomerEvent } from '../../../lib/customer/event.ts';
import type { JsonObject } from '../../../lib/customer/json.ts';
import { openDatabase } from '../../../lib/embedded/database.ts';
import { createStores } from '../../../lib/embedded/stores/index.ts';

const noon = Date.parse('2026-03-02T12:00:00Z');

function event(customerId: string, type: string, properties: JsonObject, at = noon): CustomerEvent {
  return { id: `${type} ${at}`, type, customerId, at, properties, depth: 0 };
}

async function afterAlias(...before: CustomerEvent[]) {
  const stores = createStores(openDatabase(':memory:', { durable: false }));
  for (const one of before) await recordEvent(stores, one, one.at);
  const alias = event('ann', 'customer.aliased', { previousId: 'anonymous:1' }, noon + 10);
  const { profile } = await recordEvent(stores, alias, alias.at);
  return { consent: profile.consent, history: await stores.consents.of('ann') };
}

test('a withdrawal under the id of before is one under the new id, and is shown as merged', async () => {
  const { consent, history } = await afterAlias(
    event('ann', 'customer.registered', { consent: { email: true, sms: true } }, noon + 5),
    event('anonymous:1', 'customer.unsubscribed', { channel: 'email' }, noon),
  );
  expect(consent).toEqual({ email: false, sms: true });
  expect(history.at(-1)).toMatchObject({
    saidBy: 'customer.aliased',
    statements: [{ key: 'email', given: false, at: noon + 5, source: 'merge' }],
  });
});

test('a withdrawal from everything under either id is one under both', async () => {
  const { consent } = await afterAlias(
    event('ann', 'customer.registered', { consent: { email: true } }, noon + 5),
    event('anonymous:1', 'customer.unsubscribed', {}, noon),
  );
  expect(consent).toEqual({ email: false });
});

test('what was agreed to under the id of before holds where nothing else was said', async () => {
  const { consent } = await afterAlias(
    event('anonymous:1', 'customer.subscribed', { channel: 'email' }),
    event('ann', 'customer.unsubscribed', { topic: 'offers' }),
  );
  expect(consent).toEqual({ email: true, offers: false });
});

test('an id of before that nobody knows changes nothing, and leaves no evidence', async () => {
  const { consent, history } = await afterAlias(event('ann', 'customer.subscribed', { channel: 'email' }));
  expect(consent).toEqual({ email: true });
  expect(history).toHaveLength(1);
});
