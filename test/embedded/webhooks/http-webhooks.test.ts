// Webhooks as they leave: over real connections to this machine, which is let through here and nowhere else.

import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { httpWebhooks, type WebhookOptions } from '../../../lib/embedded/webhooks/http-webhooks.ts';
import { RefusedError } from '../../../lib/journey/errors.ts';
import { receiver } from './receiver.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0, 999);

const options: WebhookOptions = {
  hosts: ['127.0.0.1', 'hooks.example.com', '*.crm.example'],
  secret: 'our secret',
  clock: { now: () => NOW },
  committed: async () => {},
  allowLoopback: true,
};

const body = '{"order":"Ä-1"}';

function call(url: string, changes: Partial<WebhookOptions> = {}, headers: Record<string, string> = {}) {
  return httpWebhooks({ ...options, ...changes }).call({ url, headers, body, key: 'run-1:tell:1' });
}

/** A resolver for which every name leads to these addresses. */
const leadsTo = (...addresses: string[]) => ({
  resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
});

describe('a webhook', () => {
  test('is a POST of JSON, signed, with the key of its call', async () => {
    const { url, received } = await receiver((response) => response.end('{"risk":0.5}'));
    expect(await call(`${url}/orders?shop=1`, {}, { 'X-Shop': 'berlin' })).toMatchObject({
      status: 200,
      body: '{"risk":0.5}',
    });
    expect(received).toMatchObject([
      {
        method: 'POST',
        path: '/orders?shop=1',
        body,
        headers: {
          'content-type': 'application/json',
          'content-length': '16',
          'idempotency-key': 'run-1:tell:1',
          'x-shop': 'berlin',
        },
      },
    ]);
    const [time = '', signature] = String(received[0]?.headers['milepost-signature']).split(',');
    expect(time).toBe(`t=${Date.UTC(2026, 0, 1, 12) / 1000}`);
    const expected = createHmac('sha256', 'our secret')
      .update(`${time.slice(2)}.${body}`)
      .digest('hex');
    expect(signature).toBe(`v1=${expected}`);
  });

  test('goes out only once what led to it is on disk', async () => {
    const order: string[] = [];
    const { url } = await receiver((response) => {
      order.push('called');
      response.end();
    });
    await call(url, { committed: async () => void order.push('committed') });
    expect(order).toEqual(['committed', 'called']);
  });

  test('brings the status of a refusal, and when to come back', async () => {
    const { url } = await receiver((response) =>
      response.writeHead(429, { 'Retry-After': '30' }).end('slow down'),
    );
    expect(await call(url)).toEqual({ status: 429, retryAfter: '30', body: '' });
  });

  test('follows no redirect', async () => {
    const elsewhere = await receiver((response) => response.end('{}'));
    const { url } = await receiver((response) => response.writeHead(307, { Location: elsewhere.url }).end());
    expect(await call(url)).toMatchObject({ status: 307, body: '' });
    expect(elsewhere.received).toEqual([]);
  });

  test('takes an answer of 64 KiB, and no longer one', async () => {
    const { url } = await receiver((response, before) => response.end('x'.repeat(65_536 + before)));
    expect(await call(url)).toMatchObject({ body: 'x'.repeat(65_536) });
    await expect(call(url)).rejects.toThrow(new RefusedError('answered with more than 65536 bytes (64 KiB)'));
  });

  test('of an endless answer reads no more than it may', async () => {
    let written = 0;
    const { url } = await receiver((response) => {
      const more = () => {
        while (!response.destroyed && written < 50_000_000) {
          written += 65_536;
          if (!response.write('x'.repeat(65_536))) return void response.once('drain', more);
        }
      };
      more();
    });
    await expect(call(url)).rejects.toThrow('more than 65536 bytes');
    expect(written).toBeLessThan(50_000_000);
  });

  test('that gets no answer in time may be tried again', async () => {
    const { url } = await receiver(() => {});
    const late = call(url, { patience: 80 });
    await expect(late).rejects.toThrow('no answer within 0.08 s');
    await expect(late).rejects.not.toBeInstanceOf(RefusedError);
  });

  test('whose answer stops half-way may be tried again', async () => {
    const { url } = await receiver((response) => response.writeHead(200).write('{"risk":'));
    await expect(call(url, { patience: 80 })).rejects.toThrow('no answer within 0.08 s');
    const cut = await receiver((response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('{');
      setImmediate(() => response.destroy());
    });
    await expect(call(cut.url)).rejects.toThrow('could not be reached: aborted');
  });

  test('to a host that is down, or speaks no HTTP, may be tried again', async () => {
    const server = createServer((socket) => socket.end('hello\n', () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await expect(call(`http://127.0.0.1:${port}`)).rejects.toThrow('could not be reached: Parse Error');
    await new Promise((resolve) => server.close(resolve));
    await expect(call(`http://127.0.0.1:${port}`)).rejects.toThrow(
      'could not be reached: connect ECONNREFUSED',
    );
  });

  test('whose name the resolver never answers for ends in time', async () => {
    const stuck = call('https://hooks.example.com', { patience: 50, resolve: () => new Promise(() => {}) });
    await expect(stuck).rejects.toThrow('no answer within 0.05 s');
  });
});

describe('a webhook is refused', () => {
  test.each([
    ['to a host that is not on the list', 'https://evil.example', '"evil.example" is not among the hosts'],
    ['to a host that only ends like one', 'https://notcrm.example', '"notcrm.example" is not among'],
    ['to the domain of a wildcard itself', 'https://crm.example', '"crm.example" is not among'],
    [
      'to a host that only begins like one',
      'https://hooks.example.com.evil.example',
      'is not among the hosts',
    ],
  ])('%s', async (_sentence, url, message) => {
    const refused = call(url, leadsTo('93.184.215.14'));
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toBeInstanceOf(RefusedError);
  });

  test('to any host, where none is named', async () => {
    await expect(call('https://hooks.example.com', { hosts: [] })).rejects.toBeInstanceOf(RefusedError);
  });

  test.each(['10.0.0.7', '169.254.169.254', '127.0.0.1', '::1', '::ffff:127.0.0.1', 'fd00::1', '0.0.0.0'])(
    'where its name leads to %s, though the host is on the list',
    async (address) => {
      const refused = call('https://hooks.example.com', { ...leadsTo(address), allowLoopback: false });
      await expect(refused).rejects.toThrow(
        `"hooks.example.com" leads to ${address}, which is no public address`,
      );
      await expect(refused).rejects.toBeInstanceOf(RefusedError);
    },
  );

  test('where one of several addresses is not public', async () => {
    const refused = call('https://api.crm.example', leadsTo('93.184.215.14', '192.168.0.1'));
    await expect(refused).rejects.toThrow('leads to 192.168.0.1');
  });

  test.each([
    'https://127.0.0.1',
    'https://0x7f.1',
    'https://2130706433',
    'https://[::1]',
    'https://[::ffff:7f00:1]',
  ])('where the host is an address of this machine: %s', async (url) => {
    const hosts = [new URL(url).hostname];
    await expect(call(url, { hosts, allowLoopback: false })).rejects.toThrow('which is no public address');
  });

  test('without TLS, but to this machine', async () => {
    const refused = call('http://hooks.example.com', leadsTo('93.184.215.14'));
    await expect(refused).rejects.toThrow(new RefusedError('webhooks go out over https only'));
  });
});

test('a name is resolved once, and what it leads to later does not matter', async () => {
  const { port, received } = await receiver((response) => response.end('{}'));
  let asked = 0;
  const resolve = async () => {
    asked += 1;
    return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
  };
  await call(`http://hooks.example.com:${port}`, { resolve });
  expect(asked).toBe(1);
  expect(received).toMatchObject([{ headers: { host: `hooks.example.com:${port}` } }]);
});

test('each call connects anew, to where its name leads now', async () => {
  const { port, received } = await receiver((response) => response.end('{}'));
  const addresses = ['127.0.0.1', '10.0.0.1'];
  const resolve = async () => [{ address: addresses.shift() ?? '', family: 4 }];
  const webhooks = httpWebhooks({ ...options, resolve });
  const request = { url: `http://hooks.example.com:${port}`, headers: {}, body, key: 'k' };
  await webhooks.call(request);
  await expect(webhooks.call(request)).rejects.toThrow('leads to 10.0.0.1');
  expect(received).toHaveLength(1);
});

test('hosts are compared in small letters, and a dot at their end is nothing', async () => {
  const { port, received } = await receiver((response) => response.end());
  onTestFinished(() => expect(received).toHaveLength(2));
  await call(`http://API.CRM.example:${port}`, leadsTo('127.0.0.1'));
  await call(`http://hooks.example.com.:${port}`, leadsTo('127.0.0.1'));
});
