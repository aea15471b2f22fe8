// The channel `inbox`: kept for the customer, who always has one, and read by the shop's app through the API.

import { expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';

const templates = {
  't/hello': {
    'email.en.liquid': 'Subject: Hello\n\nHello',
    'inbox.en.liquid': 'Title: Hello, {{ customer.id }}\n\nWelcome to the shop.',
  },
};

async function sentBy(message: JsonObject, ...before: ReturnType<typeof on>[]) {
  const world = await live({ from: '03-01', journeys: [{ steps: [say('hello', message)] }], templates });
  for (const happening of before) await world.arrives(happening);
  await world.arrives(on('03-01', 'start'));
  await world.settle();
  return {
    inbox: await world.ports.inboxes.of('ann', 10),
    messages: (await world.ports.personalData.ofCustomer('ann')).messages,
    detail: (await world.ports.decisions.of('ann')).find(({ kind }) => kind === 'message')?.detail,
  };
}

const subscribed = on('02-01', 'customer.subscribed', { channel: 'inbox' });
const unsubscribed = on('02-01', 'customer.unsubscribed', { channel: 'email' });

test('a transactional message is put there, in the customer’s words', async () => {
  const { inbox, messages } = await sentBy({ channel: 'inbox', purpose: 'transactional' });
  expect(inbox).toMatchObject([
    { title: 'Hello, ann', body: 'Welcome to the shop.', locale: 'en', readAt: null },
  ]);
  expect(messages).toMatchObject([{ channel: 'inbox', status: 'sent' }]);
});

test('marketing needs consent to it, as on every other channel', async () => {
  const without = await sentBy({ channel: 'inbox' });
  expect(without.inbox).toEqual([]);
  expect(without.messages).toMatchObject([{ status: 'held', reason: 'no-consent' }]);
  const agreed = await sentBy({ channel: 'inbox' }, subscribed);
  expect(agreed.inbox).toHaveLength(1);
});

test('it stands in a list after others, and why those were passed over is kept', async () => {
  const { inbox, detail } = await sentBy({ channel: ['email', 'inbox'] }, unsubscribed, subscribed);
  expect(inbox).toHaveLength(1);
  expect(detail).toEqual({
    channel: 'inbox',
    to: 'ann',
    passedOver: [{ channel: 'email', reason: 'no-consent' }],
  });
});

test('"preferred" falls back on it last', async () => {
  const { detail } = await sentBy({ channel: 'preferred' }, unsubscribed, subscribed);
  expect(detail).toMatchObject({
    channel: 'inbox',
    passedOver: [
      { channel: 'email', reason: 'no-consent' },
      { channel: 'sms', reason: 'no-template' },
      { channel: 'push', reason: 'no-template' },
    ],
  });
});

test('who prefers it gets it first', async () => {
  const preferred = on('02-01', 'customer.updated', { preferredChannel: 'inbox', consent: { inbox: true } });
  const { detail } = await sentBy({ channel: 'preferred' }, preferred);
  expect(detail).toMatchObject({ channel: 'inbox', passedOver: [] });
});
