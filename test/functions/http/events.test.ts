import { expect, test, vi } from 'vitest';
import { anApp, NOW } from './an-app.ts';

const order = { id: 'o-1', type: 'order.placed', customerId: 'ada', at: '2026-03-01T09:00:00Z' };

test('an event is accepted as it is sent', async () => {
  const { post, accepted } = anApp();
  const answer = await post('/v1/events', { ...order, properties: { total: 12.5 } });
  expect(answer).toMatchObject({ status: 202, body: { accepted: 1, rejected: [] } });
  const at = Date.parse(order.at);
  expect(accepted).toEqual([{ ...order, at, properties: { total: 12.5 }, depth: 0 }]);
});

test('an event without an id and a time gets one of each', async () => {
  const { post, accepted } = anApp();
  await post('/v1/events', { type: 'order.placed', customerId: 'ada' });
  expect(accepted).toMatchObject([{ id: 'new-1', at: NOW }]);
});

test('in a list, good events go through, and bad ones are told with their index', async () => {
  const { post, accepted } = anApp();
  const nobody = { type: 'order.placed', at: '2026-03-01' };
  const answer = await post('/v1/events', [order, nobody, { ...order, id: 'o-2' }, 'order']);
  expect(answer).toMatchObject({
    status: 202,
    body: {
      accepted: 2,
      rejected: [
        { index: 1, error: '"customerId" is missing' },
        { index: 3, error: 'the event must be an object in braces, and is the text "order"' },
      ],
    },
  });
  expect(accepted.map((event) => event.id)).toEqual(['o-1', 'o-2']);
});

test('where nothing is good, the answer is 400, and nothing is accepted', async () => {
  const accept = vi.fn(async () => {});
  const { post } = anApp(accept);
  const reserved = await post('/v1/events', { ...order, type: 'milepost.start' });
  expect(reserved).toMatchObject({
    status: 400,
    body: { accepted: 0, rejected: [{ index: 0, error: expect.stringContaining('are reserved') }] },
  });
  const large = await post('/v1/events', { ...order, properties: { text: 'x'.repeat(300_000) } });
  expect(large.body).toMatchObject({ rejected: [{ error: expect.stringContaining('256 KiB') }] });
  const empty = await post('/v1/events', []);
  expect(empty).toMatchObject({ status: 400, body: { error: 'the list is empty; send at least one event' } });
  const long = await post('/v1/events', Array(1001).fill(order));
  expect(long).toMatchObject({ status: 400, body: { accepted: 0 } });
  expect(accept).not.toHaveBeenCalled();
});

test('a thousand events are taken at once', async () => {
  const { post } = anApp();
  const answer = await post('/v1/events', Array(1000).fill(order));
  expect(answer).toMatchObject({ status: 202, body: { accepted: 1000 } });
});

test('a body that is no JSON is told where it is none, and JSON is taken under any content type', async () => {
  const { post } = anApp();
  const broken = await post('/v1/events', '{"id": "o-1",\n "type": oops}');
  expect(broken).toMatchObject({
    status: 400,
    body: { error: expect.stringMatching(/^the body is no valid JSON: line 2, column 10: /) },
  });
  expect(await post('/v1/events', '')).toMatchObject({
    status: 400,
    body: { error: 'the body is no valid JSON: it is empty' },
  });
  const headers = { Authorization: 'Bearer a-write-key', 'Content-Type': 'text/plain' };
  expect(await post('/v1/events', order, headers)).toMatchObject({ status: 202 });
});

test('a body that is not in UTF-8 is refused', async () => {
  const { app } = anApp();
  const headers = { Authorization: 'Bearer a-write-key' };
  const body = new Uint8Array([0x22, 0xe9, 0x22]);
  const answer = await app.request('/v1/events', { method: 'POST', headers, body });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: 'the body is not in UTF-8; send it in that encoding' },
  ]);
});

test('a body over 1 MiB is refused, whether it says its length or not', async () => {
  const { app, post } = anApp();
  const text = JSON.stringify([{ ...order, properties: { text: 'x'.repeat(1024 * 1024) } }]);
  const answer = await post('/v1/events', text);
  expect(answer).toMatchObject({ status: 413, body: { error: expect.stringContaining('1 MiB') } });
  const stream = new Blob([text]).stream();
  const init = { method: 'POST', headers: { Authorization: 'Bearer a-write-key' }, body: stream };
  expect((await app.request('/v1/events', { ...init, duplex: 'half' } as RequestInit)).status).toBe(413);
});

test('nothing is answered before the events are durable', async () => {
  const durable = Promise.withResolvers<void>();
  const { post } = anApp(() => durable.promise);
  let answered = false;
  const answer = post('/v1/events', order).then((given) => {
    answered = true;
    return given;
  });
  await new Promise(setImmediate);
  expect(answered).toBe(false);
  durable.resolve();
  expect(await answer).toMatchObject({ status: 202 });
});

test('when events cannot be kept, the answer is 500, and tells nothing of the inside', async () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { post } = anApp(() => Promise.reject(new Error('the disk is full at /var/data')));
  const answer = await post('/v1/events', order);
  expect(answer).toMatchObject({
    status: 500,
    body: { error: 'something went wrong here; send it again, with the same ids' },
  });
  expect(complaint).toHaveBeenCalledOnce();
  complaint.mockRestore();
});

test('where only declared events are taken, another is told with the nearest declared one', async () => {
  const { post, accepted } = anApp(undefined, { declared: new Set(['order.placed']) });
  const answer = await post('/v1/events', [order, { ...order, id: 'o-2', type: 'order.plased' }]);
  const error = '"type" is "order.plased", which events.json does not declare; did you mean "order.placed"?';
  expect(answer).toMatchObject({ status: 202, body: { accepted: 1, rejected: [{ index: 1, error }] } });
  expect(accepted.map((event) => event.id)).toEqual(['o-1']);
});
