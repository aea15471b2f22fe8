import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { aServer, WRITE_KEY } from './a-server.ts';
import { anApp } from './an-app.ts';

const seen = { type: 'Seen', customerId: 'ada' };

test('a full server takes nothing, says when to come again, and does not read on', async () => {
  const { post, accepted } = anApp(undefined, { isFull: () => true });
  const answer = await post('/v1/events', 'not even JSON');
  expect(answer).toMatchObject({
    status: 429,
    body: {
      error:
        'too many events wait to be handled, and none of this request was taken; send it again after 5 s',
    },
  });
  expect(answer.headers.get('Retry-After')).toBe('5');
  const call = await post('/v1/track', { userId: 'ada', event: 'Seen' });
  expect(call).toMatchObject({
    status: 429,
    body: { success: false, message: expect.stringContaining('5 s') },
  });
  expect(call.headers.get('X-RateLimit-Reset')).toBe('5');
  expect(await post('/v1/journeys/survey/start', { customerId: 'ada' })).toMatchObject({ status: 429 });
  expect(accepted).toEqual([]);
});

test('a full server is still well, and who has no key is not told that it is full', async () => {
  const { app, post } = anApp(undefined, { isFull: () => true });
  expect((await app.request('/health')).status).toBe(200);
  expect(await post('/v1/events', seen, {})).toMatchObject({ status: 401 });
});

test('of a hundred requests under way at once, one more is told to come again', async () => {
  const kept = Promise.withResolvers<void>();
  const { post } = anApp(() => kept.promise);
  const underWay = Array.from({ length: 100 }, () => post('/v1/events', seen));
  await turn();
  const answer = await post('/v1/events', seen);
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([429, '1']);
  kept.resolve();
  expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual(Array(100).fill(202));
  expect(await post('/v1/events', seen)).toMatchObject({ status: 202 });
});

test('in a flood, no more waits than may, and what was answered with yes is handled, once', async () => {
  const { url, work, engine, recorded } = await aServer({ mostWaiting: 500 });
  const send = async (batch: number) => {
    const events = Array.from({ length: 50 }, (_, n) => ({ ...seen, id: `${batch}-${n}` }));
    const headers = { Authorization: `Bearer ${WRITE_KEY}` };
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers,
      body: JSON.stringify(events),
    });
    await response.text();
    return response.status === 202 ? events.map(({ id }) => id) : [];
  };
  const taken = (await Promise.all(Array.from({ length: 40 }, (_, batch) => send(batch)))).flat();
  expect(taken).toHaveLength(500);
  expect(engine.jobs.waiting('events')).toBe(500);
  work();
  while (engine.jobs.waiting('events') > 0) await turn();
  taken.push(...(await send(40)));
  while (engine.jobs.waiting('events') > 0) await turn();
  await turn();
  expect((await recorded('ada', 'Seen')).map(({ id }) => id)).toEqual(taken);
});
