// The links in messages: where customers unsubscribe, and where they choose.

import { expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import type { Delivery } from '../../lib/ports.ts';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';

const links = '{{ links.unsubscribe }} {{ links.preferences }}';
const files = {
  'email.en.liquid': `Subject: m\n\n${links}\n`,
  'sms.en.liquid': `${links}\n`,
  'push.en.liquid': `Title: m\n\n${links}\n`,
};

/** What is handed to the sender of a message, and what its two links stand for. */
async function handedOver(fields: JsonObject) {
  const world = await live({
    from: '03-01 08:00',
    journeys: [{ steps: [say('m', fields)] }],
    templates: { 't/m': files },
  });
  const deliveries: Delivery[] = [];
  const sender = { send: async (delivery: Delivery) => void deliveries.push(delivery) };
  Object.assign(world.ports.senders, { email: sender, sms: sender, push: sender });
  await world.arrives(on('03-01 09:00', 'start'));
  await world.settle();
  const [run] = await world.stores.runs.of('ann');
  const [delivery] = deliveries;
  const [unsubscribe = '', preferences = ''] = delivery?.content.body.split(/\s/) ?? [];
  const claims = async (url: string) => world.ports.links.read(new URL(url).pathname.split('/').at(-1) ?? '');
  return {
    runId: run?.id,
    delivery,
    unsubscribe,
    claims: { unsubscribe: await claims(unsubscribe), preferences: await claims(preferences) },
  };
}

test('a marketing e-mail tells mail programs where one click unsubscribes: the link that it shows itself', async () => {
  const { runId, delivery, unsubscribe, claims } = await handedOver({ topic: 'offers' });
  expect(delivery?.unsubscribeUrl).toBe(unsubscribe);
  expect(unsubscribe).toMatch(/^https:\/\/links\.example\/u\//);
  const m = [runId, 'm', '1'];
  expect(claims).toEqual({
    unsubscribe: { t: 'u', c: 'ann', m, ch: 'email', tp: 'offers' },
    preferences: { t: 'p', c: 'ann', m },
  });
});

test('a transactional e-mail tells nothing of the kind', async () => {
  const { delivery } = await handedOver({ purpose: 'transactional' });
  expect(delivery).toBeDefined();
  expect(delivery).not.toHaveProperty('unsubscribeUrl');
});

test('a text message has shorter links, of its own channel', async () => {
  const { delivery, unsubscribe, claims } = await handedOver({ channel: 'sms' });
  expect(delivery).not.toHaveProperty('unsubscribeUrl');
  expect(claims.unsubscribe).toEqual({ t: 'u', c: 'ann', ch: 'sms' });
  expect(unsubscribe.length).toBeLessThan(140);
});

test('a replay makes the same links each time', async () => {
  const [first, second] = [await handedOver({}), await handedOver({})];
  expect(first.delivery?.content.body).toBe(second.delivery?.content.body);
});
