// A customer's own data over HTTP: what is kept, and the end of it.

import { expect, test } from 'vitest';
import { z } from 'zod';
import { aServer, WRITE_KEY } from './a-server.ts';

const Answer = z.record(z.string(), z.unknown());

const headers = { Authorization: `Bearer ${WRITE_KEY}` };

async function registered(id: string) {
  const server = await aServer();
  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(`${server.url}/v1/customers/${path}`, { method, headers });
    return { status: response.status, body: Answer.parse(await response.json()) };
  };
  const properties = { email: 'ann@example.com', consent: { email: true } };
  const event = { id: 'registered', type: 'customer.registered', customerId: id, properties };
  await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(event) });
  server.work();
  await expect.poll(async () => (await ask(`${encodeURIComponent(id)}/export`)).status).toBe(200);
  return { ...server, ask };
}

test('an export is all that is kept', async () => {
  const { ask } = await registered('ann');
  expect(await ask('ann/export')).toMatchObject({
    status: 200,
    body: {
      customerId: 'ann',
      records: { profile: [{ email: 'ann@example.com' }], events: [{ id: 'registered' }] },
    },
  });
});

test('who is erased is gone, and the answer says how far that has come', async () => {
  const { ask } = await registered('ann/of the shop');
  const id = encodeURIComponent('ann/of the shop');
  expect(await ask(id, 'DELETE')).toMatchObject({ status: 202, body: { removed: { profile: 1 } } });
  await expect.poll(async () => (await ask(`${id}/erasure`)).body.finishedAt).toMatch(/^20/);

  expect(await ask(`${id}/export`)).toMatchObject({ status: 404 });
  expect(await ask(`${id}/erasure`)).toMatchObject({ body: { removed: { profile: 1, events: 1 } } });
});

test('of whom nobody knows nothing is told', async () => {
  const { ask } = await registered('ann');
  expect(await ask('nobody/export')).toEqual({
    status: 404,
    body: { error: 'nothing is known of a customer "nobody"' },
  });
  expect(await ask('nobody/erasure')).toEqual({
    status: 404,
    body: { error: 'customer "nobody" was not erased' },
  });
});

test('without the key nothing is told, and nobody erased', async () => {
  const { url, ask } = await registered('ann');
  for (const [path, method] of [
    ['ann/export', 'GET'],
    ['ann', 'DELETE'],
    ['ann/erasure', 'GET'],
  ]) {
    const response = await fetch(`${url}/v1/customers/${path}`, { method: method ?? 'GET' });
    expect(response.status).toBe(401);
  }
  expect((await ask('ann/export')).status).toBe(200);
});
