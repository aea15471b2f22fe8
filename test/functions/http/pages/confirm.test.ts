// Double opt-in: the link in the message shows a page, and its button subscribes, while the request is open.

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { aShop, get, post, whoAsked } from './a-visitor.ts';

test('the link asks, and the button subscribes, with the words of the form and of the page', async () => {
  const { confirm, now, told, stores } = await whoAsked({}, { companyName: () => 'Tea & Co' });
  const page = await get(confirm);
  expect(page.text).toContain(
    'Do you want to get news and offers from Tea &amp; Co by e-mail? The topic is: News.',
  );
  expect((await now()).consent).toEqual({});
  const done = await post(confirm, {});
  expect(done).toMatchObject({ status: 200, text: expect.stringContaining('You are subscribed') });
  expect((await now()).consent).toEqual({ email: true, newsletters: true });
  const text =
    'Yes, send me the news.\nDo you want to get news and offers from Tea & Co by e-mail? The topic is: News. – Yes, subscribe me';
  const evidence = { source: 'double-opt-in', purpose: 'news', text };
  expect(await told()).toMatchObject([
    { type: 'customer.subscribed', properties: { channel: 'email', topic: 'newsletters', ...evidence } },
  ]);
  expect((await stores.consents.of('ada')).flatMap(({ statements }) => statements)).toMatchObject([
    { key: 'email', given: true, ...evidence },
    { key: 'newsletters', given: true, ...evidence },
  ]);
});

test('who confirms twice is subscribed once', async () => {
  const { confirm, told } = await whoAsked();
  await post(confirm, {});
  expect((await post(confirm, {})).status).toBe(200);
  expect(await told()).toHaveLength(1);
});

test('what was taken back is no longer confirmed by its link', async () => {
  const { confirm, preferences, now, stores } = await whoAsked();
  await post(await preferences(), { action: 'all' });
  while ((await stores.runs.of('ada')).some(({ status }) => status === 'active')) await sleep(5);
  for (const answer of [await get(confirm), await post(confirm, {})]) {
    expect([answer.status, answer.text]).toEqual([410, expect.stringContaining('This request is over')]);
  }
  expect((await now()).consent.email).not.toBe(true);
});

test('a link that belongs to no request confirms nothing', async () => {
  const { link, now } = await aShop({ consent: {} });
  const claims = { t: 'd', c: 'ada', ch: 'email' } as const;
  expect((await post(await link(claims), {})).status).toBe(410);
  expect((await post(await link({ ...claims, m: ['no-run', 'ask', '1'] }), {})).status).toBe(410);
  expect((await now()).consent).toEqual({});
});
