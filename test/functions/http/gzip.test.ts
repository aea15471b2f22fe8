import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { anApp } from './an-app.ts';

const seen = { type: 'Seen', customerId: 'ada' };

async function sendGzip(path: string, body: Uint8Array<ArrayBuffer>, encoding = 'gzip') {
  const { app, accepted } = anApp();
  const headers = { Authorization: 'Bearer a-write-key', 'Content-Encoding': encoding };
  const response = await app.request(path, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json(), accepted };
}

const zipped = (value: unknown) => gzipSync(JSON.stringify(value));

test('a body may come as gzip', async () => {
  const events = Array.from({ length: 1000 }, (_, n) => ({ ...seen, id: `e-${n}` }));
  const { status, accepted } = await sendGzip('/v1/events', zipped(events));
  expect([status, accepted.length]).toEqual([202, 1000]);
  expect(await sendGzip('/v1/track', zipped({ userId: 'ada', event: 'Seen' }))).toMatchObject({
    status: 200,
  });
});

test('a small body that swells beyond the limit is refused before it is inflated', async () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(1024 * 1024);
  expect(await sendGzip('/v1/events', bomb)).toMatchObject({
    status: 413,
    body: { error: expect.stringContaining('1 MiB') },
  });
  const call = zipped({ userId: 'ada', event: 'Seen', properties: { text: 'x'.repeat(40_000) } });
  expect(await sendGzip('/v1/track', call)).toMatchObject({ status: 400, body: { success: false } });
});

test('a body that says it is gzip and is not is refused, whole or in part', async () => {
  const whole = zipped(seen);
  for (const broken of [Buffer.from('{}'), whole.subarray(0, -9), Buffer.alloc(0)]) {
    expect(await sendGzip('/v1/events', Uint8Array.from(broken))).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('the body says that it is gzip, and is not') },
    });
  }
});

test('other encodings are refused by name', async () => {
  expect(await sendGzip('/v1/events', zipped(seen), 'br')).toMatchObject({
    status: 415,
    body: { error: 'the body is encoded as "br"; send it as it is, or as gzip' },
  });
});
