// The Segment HTTP API: what becomes of each call, and what is told of those that are not taken.

import { describe, expect, test } from 'vitest';
import { anApp, NOW } from './an-app.ts';

const AT = '2026-03-01T09:00:00.000Z';

describe('a call becomes an event', () => {
  const ada = { userId: 'ada', messageId: 'm-1', timestamp: AT };

  test.each([
    [
      '/v1/identify',
      { traits: { email: 'ada@example.com', first_name: 'Ada', plan: 'gold', phone: 491234 } },
      'customer.updated',
      { email: 'ada@example.com', firstName: 'Ada', plan: 'gold', phone: '491234' },
    ],
    ['/v1/track', { event: 'Song Played', properties: { song_id: 7 } }, 'Song Played', { song_id: 7 }],
    [
      '/v1/page',
      { name: 'Home', category: 'Shop', properties: { path: '/' } },
      'page.viewed',
      { name: 'Home', category: 'Shop', path: '/' },
    ],
    ['/v1/screen', { name: 'Start' }, 'screen.viewed', { name: 'Start' }],
    [
      '/v1/group',
      { groupId: 7, traits: { name: 'Analysts' } },
      'customer.grouped',
      { groupId: '7', traits: { name: 'Analysts' } },
    ],
    ['/v1/alias', { previousId: 'visitor-1' }, 'customer.aliased', { previousId: 'visitor-1' }],
  ])('%s', async (path, call, type, properties) => {
    const { post, accepted } = anApp();
    expect(await post(path, { ...ada, ...call })).toMatchObject({ status: 200, body: { success: true } });
    expect(accepted).toEqual([
      { id: 'm-1', customerId: 'ada', at: Date.parse(AT), type, properties, depth: 0 },
    ]);
  });
});

describe('whose event it is', () => {
  test('a visitor without a user id is a customer of their own', async () => {
    const { post, accepted } = anApp();
    await post('/v1/track', { anonymousId: 'v-1', userId: '', event: 'Seen' });
    await post('/v1/track', { anonymousId: 'v-1', userId: null, event: 'Seen' });
    expect(accepted.map(({ customerId }) => customerId)).toEqual(['anonymous:v-1', 'anonymous:v-1']);
  });

  test('with both ids, the user id counts', async () => {
    const { post, accepted } = anApp();
    await post('/v1/track', { anonymousId: 'v-1', userId: 7, event: 'Seen' });
    expect(accepted).toMatchObject([{ customerId: '7', id: 'new-1' }]);
  });

  test('with neither, nothing is taken', async () => {
    const { post } = anApp();
    expect(await post('/v1/track', { event: 'Seen' })).toMatchObject({
      status: 400,
      body: { success: false, message: 'the call has neither "userId" nor "anonymousId"; send one' },
    });
  });
});

describe('when it happened', () => {
  const at = async (times: object) => {
    const { post, accepted } = anApp();
    const { body } = await post('/v1/track', { userId: 'ada', event: 'Seen', ...times });
    return { at: accepted.map((event) => new Date(event.at).toISOString()).join(), leftOut: body.leftOut };
  };
  const now = new Date(NOW).toISOString();

  test('a clock that is an hour ahead is put right', async () => {
    const times = { timestamp: '2026-03-01T10:58:00Z', sentAt: '2026-03-01T11:00:00Z' };
    expect(await at(times)).toMatchObject({ at: '2026-03-01T09:58:00.000Z' });
  });

  test('originalTimestamp goes before timestamp', async () => {
    const times = { originalTimestamp: '2026-03-01T09:59:00Z', timestamp: AT, sentAt: now };
    expect(await at(times)).toMatchObject({ at: '2026-03-01T09:59:00.000Z' });
  });

  test('what lies long ago and was not sent by a clock stays as stated', async () => {
    expect(await at({ timestamp: '2012-12-02T00:30:08.276Z' })).toMatchObject({
      at: '2012-12-02T00:30:08.276Z',
    });
  });

  test('without a time, or with one that is none, it is now', async () => {
    expect(await at({})).toEqual({ at: now, leftOut: undefined });
    expect(await at({ timestamp: 'yesterday' })).toEqual({
      at: now,
      leftOut: ['"timestamp" is "yesterday", and no date-time; write for example 2026-03-29T10:00:00Z'],
    });
  });
});

describe('identify', () => {
  const identify = async (call: object) => {
    const { post, accepted } = anApp();
    const { body } = await post('/v1/identify', { userId: 'ada', ...call });
    return { properties: accepted[0]?.properties, leftOut: body.leftOut };
  };

  test('locale, time zone and push token come from the context, where no trait says another', async () => {
    const context = { locale: 'de-DE', timezone: 'Europe/Berlin', device: { token: 'a-token' } };
    expect(await identify({ context, traits: { locale: 'en-GB' } })).toEqual({
      properties: { locale: 'en-GB', timezone: 'Europe/Berlin', pushToken: 'a-token' },
      leftOut: undefined,
    });
  });

  test('a trait that does not fit the profile is left out and told, and the rest is kept', async () => {
    const traits = { email: 'nowhere', phone: null, plan: 'gold', consent: { email: true } };
    expect(await identify({ traits, context: { timezone: 'Mars', locale: 7 } })).toEqual({
      properties: { plan: 'gold', consent: { email: true } },
      leftOut: [
        '"email": "nowhere" is no e-mail address; write for example ada@example.com',
        '"phone" must be text, and is null',
      ],
    });
  });
});

describe("the events of Segment's specs", () => {
  const order = {
    userId: 'ada',
    event: 'Order Completed',
    properties: {
      order_id: 'o-1',
      revenue: 30,
      products: [{ product_id: 'p-1', price: 10, quantity: 3 }, { sku: 's-2' }],
    },
  };

  test('an order and its items get the names that journeys know', async () => {
    const { post, accepted } = anApp();
    await post('/v1/track', order);
    expect(accepted).toMatchObject([
      {
        type: 'order.placed',
        properties: {
          orderId: 'o-1',
          total: 30,
          quantity: 4,
          items: [
            { productId: 'p-1', price: 10, quantity: 3 },
            { productId: 's-2', sku: 's-2' },
          ],
        },
      },
    ]);
  });

  test('who signed up is registered, with the profile', async () => {
    const { post, accepted } = anApp();
    const properties = { type: 'organic', first_name: 'Ada', email: 'ada@example.com' };
    await post('/v1/track', {
      userId: 'ada',
      event: 'Signed Up',
      properties,
      context: { timezone: 'Asia/Tokyo' },
    });
    expect(accepted).toMatchObject([
      {
        type: 'customer.registered',
        properties: { type: 'organic', firstName: 'Ada', email: 'ada@example.com', timezone: 'Asia/Tokyo' },
      },
    ]);
  });

  test('who unsubscribed, did so from e-mail', async () => {
    const { post, accepted } = anApp();
    await post('/v1/track', { userId: 'ada', event: 'Unsubscribed', properties: { list_id: '7' } });
    expect(accepted).toMatchObject([
      { type: 'customer.unsubscribed', properties: { channel: 'email', listId: '7' } },
    ]);
  });

  test('who unsubscribed from a topic keeps the channel; a word that is no topic of ours costs it', async () => {
    const { post, accepted } = anApp();
    const said = (topic: string) =>
      post('/v1/track', { userId: 'ada', event: 'Unsubscribed', properties: { topic } });
    await said('offers');
    await said('Weekly');
    expect(accepted.map(({ properties }) => properties)).toEqual([{ topic: 'offers' }, { channel: 'email' }]);
  });

  test('they stay as they are where the server is set so', async () => {
    const { post, accepted } = anApp(undefined, { namesAsSent: true });
    await post('/v1/track', order);
    expect(accepted).toMatchObject([{ type: 'Order Completed', properties: order.properties }]);
  });
});

describe('a batch', () => {
  const seen = { type: 'track', event: 'Seen', userId: 'ada', messageId: 'm-1' };

  test('its good calls go through, and the others are told with their index', async () => {
    const { post, accepted } = anApp();
    const large = { ...seen, properties: { text: 'x'.repeat(33_000) } };
    const reserved = { ...seen, event: 'milepost.start' };
    const batch = [seen, { type: 'sing' }, { ...seen, event: '' }, 'seen', large, reserved];
    const answer = await post('/v1/batch', { batch, writeKey: 'a-write-key' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        success: true,
        rejected: [
          { index: 1, error: '"type" must be one of identify, track, page, screen, group, alias' },
          { index: 2, error: '"event" must not be empty' },
          { index: 3, error: 'the call must be an object in braces, and is the text "seen"' },
          { index: 4, error: 'the call is larger than 32768 bytes (32 KiB)' },
          { index: 5, error: expect.stringContaining('are reserved') },
        ],
      },
    });
    expect(accepted).toMatchObject([{ id: 'm-1', type: 'Seen' }]);
  });

  test('its sentAt and context are those of every call that has none of its own', async () => {
    const { post, accepted } = anApp();
    const call = {
      type: 'identify',
      userId: 'ada',
      timestamp: '2026-03-01T11:00:00Z',
      context: { locale: 'en' },
    };
    const context = { locale: 'de', timezone: 'Europe/Berlin' };
    await post('/v1/batch', { batch: [call], sentAt: '2026-03-01T11:00:00Z', context });
    expect(accepted).toMatchObject([{ at: NOW, properties: { locale: 'en', timezone: 'Europe/Berlin' } }]);
  });

  test('where no call is good, the answer is 400; an empty batch is none to complain of', async () => {
    const { post } = anApp();
    expect(await post('/v1/batch', { batch: [{ type: 'track', userId: 'ada' }] })).toMatchObject({
      status: 400,
      body: { success: false, rejected: [{ index: 0, error: '"event" is missing' }] },
    });
    expect(await post('/v1/batch', { batch: [] })).toMatchObject({ status: 200, body: { success: true } });
    expect(await post('/v1/batch', [seen])).toMatchObject({
      status: 400,
      body: { success: false, message: 'the body must be an object with a list of calls as "batch"' },
    });
    expect(await post('/v1/batch', { batch: Array(2501).fill({}) })).toMatchObject({ status: 400 });
  });
});

describe("a request that is no call is told so in Segment's own form", () => {
  const refused = async (path: string, body: string | object, headers?: Record<string, string>) => {
    const { status, body: told } = await anApp().post(path, body, headers);
    return [status, told.success, told.message];
  };

  test('a wrong key, broken JSON, and what is too large', async () => {
    const basic = { Authorization: `Basic ${btoa('another:')}` };
    expect(await refused('/v1/track', {}, basic)).toEqual([
      401,
      false,
      expect.stringContaining('not the write key'),
    ]);
    expect(await refused('/v1/track', '{"userId"')).toEqual([
      400,
      false,
      expect.stringContaining('no valid JSON'),
    ]);
    const properties = { text: 'x'.repeat(33_000) };
    const large = [400, false, 'the body is larger than 32768 bytes (32 KiB); send the events in parts'];
    expect(await refused('/v1/track', { userId: 'ada', event: 'Seen', properties })).toEqual(large);
    const batch = Array(16).fill({ properties });
    expect(await refused('/v1/batch', { batch })).toEqual([400, false, expect.stringContaining('(500 KiB)')]);
  });

  test('another method', async () => {
    expect(await anApp().get('/v1/batch')).toEqual({
      status: 405,
      body: { success: false, message: '/v1/batch takes POST, and not GET' },
    });
  });
});

test('where only declared events are taken, a call of another is told', async () => {
  const { post } = anApp(undefined, { declared: new Set(['order.placed']) });
  expect(await post('/v1/track', { userId: 'ada', event: 'Order Completed' })).toMatchObject({ status: 200 });
  expect(await post('/v1/track', { userId: 'ada', event: 'Seen' })).toMatchObject({
    status: 400,
    body: { success: false, message: expect.stringContaining('"Seen", which events.json does not declare') },
  });
});
