// Unsubscribing: one POST does it (RFC 8058), and nothing else does.

import { expect, test } from 'vitest';
import { aShop, get, post } from './a-visitor.ts';

const oneClick = { 'List-Unsubscribe': 'One-Click' };

test('one click of a mail program unsubscribes at once, without cookies and without being led elsewhere', async () => {
  const { unsubscribe, now, told } = await aShop();
  const answer = await post(await unsubscribe(), oneClick);
  expect(answer).toMatchObject({ status: 200, redirected: false });
  expect((await now()).consent).toEqual({ email: false, sms: true });
  expect(await told()).toMatchObject([
    {
      type: 'customer.unsubscribed',
      properties: { channel: 'email', source: 'one-click', message: 'run:greet:1' },
    },
  ]);
});

test('mail programs may send the form in parts, too', async () => {
  const { unsubscribe, now } = await aShop();
  const body = new FormData();
  body.set('List-Unsubscribe', 'One-Click');
  const answer = await fetch(await unsubscribe(), { method: 'POST', body });
  expect(answer.status).toBe(200);
  expect((await now()).consent.email).toBe(false);
});

test('whoever unsubscribes twice is unsubscribed once, and told the same', async () => {
  const { unsubscribe, told } = await aShop();
  const first = await post(await unsubscribe(), oneClick);
  const second = await post(await unsubscribe(), oneClick);
  expect(second).toEqual(first);
  expect(await told()).toHaveLength(1);
});

test('whoever came back and clicks an old link again is unsubscribed again', async () => {
  const { unsubscribe, preferences, now, told } = await aShop();
  await post(await unsubscribe(), oneClick);
  await post(await preferences(), { action: 'save', shown: 'email', channel: 'email' });
  expect((await now()).consent.email).toBe(true);
  await post(await unsubscribe(), oneClick);
  expect((await now()).consent.email).toBe(false);
  expect(await told()).toHaveLength(3);
});

test('link scanners, previews and HEAD requests change nothing', async () => {
  const { unsubscribe, preferences, told } = await aShop();
  for (const url of [await unsubscribe(), await preferences()]) {
    expect((await get(url)).status).toBe(200);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const answer = await fetch(url, { method });
      expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, POST']);
    }
  }
  expect(await told()).toEqual([]);
});

test('the page asks first, and offers to leave out this kind of message only', async () => {
  const { unsubscribe, now, told } = await aShop({}, { companyName: () => 'Tea & Co' });
  const page = await get(await unsubscribe());
  expect(page.text).toContain('Do you want no more news and offers from Tea &amp; Co by e-mail?');
  expect(page.text).toContain('Only no more of this kind: Offers');
  const answer = await post(await unsubscribe(), { what: 'topic' });
  expect(answer.text).toContain('You get no more messages of this kind: Offers.');
  expect((await now()).consent).toEqual({ email: true, sms: true, offers: false });
  expect(await told()).toMatchObject([
    {
      properties: {
        topic: 'offers',
        source: 'unsubscribe-page',
        text: 'Do you want no more news and offers from Tea & Co by e-mail? – Only no more of this kind: Offers',
      },
    },
  ]);
});

test('unsubscribing holds at once, though a flood of events waits to be handled', async () => {
  const { unsubscribe, now, engine, stores, links } = await aShop({}, { mostWaiting: 1 });
  await engine.bus.put([
    { id: 'e-1', type: 'Seen', customerId: 'ben', at: 0, properties: {}, depth: 0 },
    { id: 'e-2', type: 'Seen', customerId: 'ben', at: 0, properties: {}, depth: 0 },
  ]);
  expect((await post(await unsubscribe(), oneClick)).status).toBe(200);
  expect((await now()).consent.email).toBe(false);
  expect(engine.jobs.waiting('events')).toBe(3);
  expect(await stores.timeline.read('ben', { types: ['Seen'] })).toEqual([]);
  expect(await links.read('')).toBeUndefined();
});

test('what follows from unsubscribing is done when its event has come through the queue', async () => {
  const { unsubscribe, work, stores, engine } = await aShop();
  await post(await unsubscribe(), oneClick);
  work();
  while (engine.jobs.waiting('events') > 0) await new Promise(setImmediate);
  const [event] = await stores.timeline.read('ada', { types: ['customer.unsubscribed'] });
  const again = await stores.timeline.record(event ?? Object.assign({}), (profile) => profile);
  expect(again).toMatchObject({ again: true, done: true });
});

test('the link of somebody who is not known says the same, and nobody becomes known by it', async () => {
  const { link, unsubscribe, stores } = await aShop();
  const known = await post(await unsubscribe(), oneClick);
  const unknown = await post(await link({ t: 'u', c: 'nobody', ch: 'email', tp: 'offers' }), oneClick);
  expect(unknown.status).toBe(known.status);
  expect(unknown.text.replaceAll(/p\/[^?]*/g, '')).toBe(known.text.replaceAll(/p\/[^?]*/g, ''));
  expect(await stores.profiles.get('nobody')).toBeUndefined();
});

test.each([
  ['changed', (url: string) => `${url}x`],
  ['cut short', (url: string) => url.slice(0, -20)],
  ['without a token', (url: string) => url.replace(/\/u\/.*/, '/u/')],
  ['of another kind', (url: string) => url.replace('/u/', '/p/')],
])('a link that is %s leads to a page that helps, and changes nothing', async (_, change) => {
  const { unsubscribe, told } = await aShop();
  const url = change(await unsubscribe());
  const german = await get(url, { 'Accept-Language': 'de, zh;q=0.5' });
  expect([german.status, german.text]).toEqual([404, expect.stringContaining('此链接无法使用')]);
  const answer = await post(url, oneClick);
  expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('This link does not work')]);
  expect(answer.text).not.toContain('ada');
  expect(await told()).toEqual([]);
});

test('no page is kept, passed on, framed, indexed or scripted', async () => {
  const { unsubscribe, preferences } = await aShop();
  for (const url of [await unsubscribe(), await preferences(), `${await preferences()}x`]) {
    const { headers, text } = await get(url);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('X-Robots-Tag')).toContain('noindex');
    expect(headers.get('X-Frame-Options')).toBe('DENY');
    expect(headers.get('Content-Security-Policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-.*frame-ancestors 'none'$/,
    );
    expect(headers.get('Set-Cookie')).toBeNull();
    expect(text).not.toMatch(/<script|javascript:| on\w+=|https?:/i);
  }
});

test('a body that is far too large, or no form, is turned away with a page', async () => {
  const { unsubscribe, now } = await aShop();
  const large = await post(await unsubscribe(), { text: 'x'.repeat(20_000) });
  expect([large.status, large.text]).toEqual([413, expect.stringContaining('Nothing was changed')]);
  const broken = await fetch(await unsubscribe(), {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    body: 'nothing of the kind',
  });
  expect([broken.status, await broken.text()]).toEqual([400, expect.stringContaining('<html lang="en">')]);
  expect((await now()).consent.email).toBe(true);
});
