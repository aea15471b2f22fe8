// A customer's inbox over HTTP.

import { expect, test } from 'vitest';
import { aServer, WRITE_KEY } from './a-server.ts';

const at = Date.parse('2026-03-01T10:00:00Z');

async function withMessage() {
  const server = await aServer();
  const message = { id: 'run-1:hello:', at, locale: 'en', title: 'Hello', body: 'Welcome.' };
  await server.ports.inboxes.put('ann', message);
  const ask = async (path: string, method = 'GET', key = WRITE_KEY) => {
    const headers = { Authorization: `Bearer ${key}` };
    const response = await fetch(`${server.url}/v1/customers/ann/inbox${path}`, { method, headers });
    return { status: response.status, body: await response.json() };
  };
  return { ask };
}

test('it is read, and what was read is marked', async () => {
  const { ask } = await withMessage();
  const id = encodeURIComponent('run-1:hello:');
  expect(await ask('')).toEqual({
    status: 200,
    body: {
      messages: [
        {
          id: 'run-1:hello:',
          at: '2026-03-01T10:00:00.000Z',
          locale: 'en',
          title: 'Hello',
          body: 'Welcome.',
          readAt: null,
        },
      ],
    },
  });
  expect(await ask(`/${id}/read`, 'POST')).toEqual({ status: 200, body: { read: true } });
  expect((await ask('')).body).toMatchObject({ messages: [{ readAt: expect.stringMatching(/^20/) }] });
});

test('what is not there cannot be read, nor can anything without the key', async () => {
  const { ask } = await withMessage();
  expect(await ask('/other/read', 'POST')).toEqual({
    status: 404,
    body: { error: 'there is no message "other" in this inbox' },
  });
  expect(await ask('', 'GET', 'another')).toMatchObject({ status: 401 });
});
