// Segment's own client for Node, pointed at our server.

import { setImmediate as turn } from 'node:timers/promises';
import { Analytics } from '@segment/analytics-node';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aServer, freePort, WRITE_KEY } from './a-server.ts';

// The client waits for seconds before it tries again; here, they pass at once.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

async function passTime(until: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await until())) {
    await vi.advanceTimersByTimeAsync(50);
    await turn();
  }
}

async function settled(promise: Promise<unknown>): Promise<void> {
  let isSettled = false;
  promise.finally(() => {
    isSettled = true;
  });
  await passTime(() => isSettled);
  await promise;
}

type Trouble = { code: string; reason?: unknown };

function aClient(host: string, fetchFrom: typeof fetch = fetch) {
  const troubles: Trouble[] = [];
  const statuses: number[] = [];
  const client = new Analytics({
    writeKey: WRITE_KEY,
    host,
    httpClient: fetchFrom,
    httpRequestTimeout: 3_600_000,
  });
  client.on('error', (trouble) => troubles.push(trouble));
  client.on('http_response', ({ status }) => statuses.push(status));
  return { client, troubles, statuses };
}

test('what the client is told before it closes has all arrived when it has closed', async () => {
  const { url, work, recorded, stores } = await aServer();
  work();
  const { client, troubles, statuses } = aClient(url);
  client.identify({ userId: 'ada', traits: { email: 'ada@example.com', firstName: 'Ada', plan: 'gold' } });
  client.track({ userId: 'ada', event: 'Signed Up', properties: { email: 'ada@example.com' } });
  client.track({ userId: 'ada', event: 'Order Completed', properties: { order_id: 'o-1', total: 25 } });
  client.page({ userId: 'ada', name: 'Home', properties: { path: '/' } });
  client.screen({ userId: 'ada', name: 'Start' });
  client.group({ userId: 'ada', groupId: 'g-1', traits: { name: 'Analysts' } });
  client.alias({ userId: 'ada', previousId: 'visitor-1' });
  for (let n = 0; n < 40; n++) client.track({ anonymousId: 'visitor-1', event: 'Product Viewed' });
  await settled(client.closeAndFlush());

  expect(troubles).toEqual([]);
  expect(statuses).toEqual([200, 200, 200, 200]);
  await passTime(async () => (await recorded('anonymous:visitor-1', 'product.viewed')).length === 40);
  const types = ['customer.updated', 'customer.registered', 'order.placed', 'page.viewed', 'screen.viewed'];
  const events = await recorded('ada', ...types, 'customer.grouped', 'customer.aliased');
  expect(events.map(({ type, properties }) => [type, properties])).toEqual([
    ['customer.updated', { email: 'ada@example.com', firstName: 'Ada', plan: 'gold' }],
    ['customer.registered', { email: 'ada@example.com' }],
    ['order.placed', { orderId: 'o-1', total: 25 }],
    ['page.viewed', { name: 'Home', path: '/' }],
    ['screen.viewed', { name: 'Start' }],
    ['customer.grouped', { groupId: 'g-1', traits: { name: 'Analysts' } }],
    ['customer.aliased', { previousId: 'visitor-1' }],
  ]);
  expect(await stores.profiles.get('ada')).toMatchObject({
    email: 'ada@example.com',
    attributes: { firstName: 'Ada', plan: 'gold' },
  });
  expect(await stores.runs.of('ada')).toMatchObject([{ journeyId: 'welcome' }, {}]);
});

test('while the server is full, the client comes again after the time that it is told, and nothing is lost', async () => {
  const { url, work, recorded } = await aServer({ mostWaiting: 30 });
  const { client, troubles, statuses } = aClient(url);
  for (let n = 0; n < 75; n++) client.track({ userId: 'ada', event: 'Viewed', messageId: `view-${n}` });
  const closed = client.closeAndFlush({ timeout: 3_600_000 });
  await passTime(() => statuses.filter((status) => status === 429).length >= 3);
  work();
  await settled(closed);

  await passTime(async () => (await recorded('ada', 'Viewed')).length === 75);
  expect(troubles).toEqual([]);
  expect(statuses.filter((status) => status === 200)).toHaveLength(5);
});

test('an answer that got lost is asked for again, and the events count once', async () => {
  const { url, work, recorded, engine } = await aServer();
  const { jobs } = engine;
  work();
  let requests = 0;
  const { client, troubles } = aClient(url, async (...request) => {
    const response = await fetch(...request);
    requests += 1;
    if (requests === 1) throw new TypeError('the connection broke');
    return response;
  });
  client.track({ userId: 'ada', event: 'Viewed' });
  await settled(client.closeAndFlush({ timeout: 3_600_000 }));

  await passTime(() => jobs.waiting('events') === 0);
  expect(requests).toBe(2);
  expect(troubles).toEqual([]);
  expect(await recorded('ada', 'Viewed')).toHaveLength(1);
});

test('a server that was down gets what was told meanwhile', async () => {
  const port = await freePort();
  const { client, troubles } = aClient(`http://127.0.0.1:${port}`);
  let refused = 0;
  client.on('http_request', () => {
    refused += 1;
  });
  client.track({ userId: 'ada', event: 'Viewed' });
  const closed = client.closeAndFlush({ timeout: 3_600_000 });
  await passTime(() => refused === 2);
  const { work, recorded } = await aServer({ port });
  work();
  await settled(closed);

  await passTime(async () => (await recorded('ada', 'Viewed')).length === 1);
  expect(troubles).toEqual([]);
});

test('with the wrong write key, the client tells of it, and does not try for ever', async () => {
  const { url } = await aServer();
  const client = new Analytics({ writeKey: 'another', host: url });
  const troubles: Trouble[] = [];
  client.on('error', (trouble) => troubles.push(trouble));
  client.track({ userId: 'ada', event: 'Viewed' });
  await settled(client.closeAndFlush());
  expect(troubles).toMatchObject([{ code: 'delivery_failure', reason: { message: '[401] Unauthorized' } }]);
});
