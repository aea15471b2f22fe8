// Double opt-in: the link shows a page, and its button subscribes.

import { expect, test } from 'vitest';
import { aShop, get, post } from './a-visitor.ts';

const claims = { t: 'd', c: 'ada', ch: 'email', tp: 'newsletters' } as const;

test('the link asks, and the button subscribes, with the words that were shown', async () => {
  const { link, now, told } = await aShop({ consent: {} }, { companyName: () => 'Tea & Co' });
  const page = await get(await link(claims));
  expect(page.text).toContain(
    'Do you want to get news and offers from Tea &amp; Co by e-mail? The topic is: News.',
  );
  expect((await now()).consent).toEqual({});
  const done = await post(await link(claims), {});
  expect(done).toMatchObject({ status: 200, text: expect.stringContaining('You are subscribed') });
  expect((await now()).consent).toEqual({ email: true, newsletters: true });
  expect(await told()).toMatchObject([
    {
      type: 'customer.subscribed',
      properties: {
        channel: 'email',
        topic: 'newsletters',
        source: 'double-opt-in',
        text: 'Do you want to get news and offers from Tea & Co by e-mail? The topic is: News. – Yes, subscribe me',
      },
    },
  ]);
});

test('who confirms twice is subscribed once', async () => {
  const { link, told } = await aShop({ consent: {} });
  await post(await link(claims), {});
  expect((await post(await link(claims), {})).status).toBe(200);
  expect(await told()).toHaveLength(1);
});

test('who is not known is not subscribed', async () => {
  const { link, stores } = await aShop();
  expect((await post(await link({ ...claims, c: 'nobody' }), {})).status).toBe(404);
  expect(await stores.profiles.get('nobody')).toBeUndefined();
});
