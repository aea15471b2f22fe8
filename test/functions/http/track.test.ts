// The pixel and the links of a marketing e-mail, from the server that sends it to the event that it tells.

import { expect, onTestFinished, test } from 'vitest';
import { wireEmbedded } from '../../../bin/wiring.ts';
import { createApp } from '../../../functions/http/app.ts';
import { createTrack } from '../../../functions/messages/tracking.ts';
import { profileOf } from '../../../lib/customer/apply-event.ts';
import type { JsonObject } from '../../../lib/customer/json.ts';
import { seededChance } from '../../../lib/embedded/chance.ts';
import { VirtualClock } from '../../../lib/embedded/clock.ts';
import { openDatabase } from '../../../lib/embedded/database.ts';
import { createIntake } from '../../../lib/embedded/engine/intake.ts';
import { createVirtualLoop } from '../../../lib/embedded/engine/virtual-loop.ts';
import { type LinkKeys, signLink, verifyLink } from '../../../lib/journey/links/signed-link.ts';
import type { Delivery } from '../../../lib/ports.ts';
import { deployable, say } from '../../language/journeys.ts';
import { moment } from '../../language/moments.ts';

const keys: LinkKeys = { current: 'k', keys: { k: 'a key of thirty-two characters!!' } };
const BASE = 'https://news.shop.example';
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.0';

const body =
  'Subject: New shoes\n\n<html><body><a href="https://shop.example/shoes?a=1&amp;b=2">Shoes</a> ' +
  '<a href="https://news.shop.example/u/token">Unsubscribe</a></body></html>';

/** Ann was sent an e-mail; the server is the one that sent it. */
async function aServer({
  attributes = {},
  fields = {},
}: {
  attributes?: JsonObject;
  fields?: JsonObject;
} = {}) {
  const clock = new VirtualClock(moment('03-01 10:00'));
  const database = openDatabase(':memory:', { durable: false });
  onTestFinished(() => database.close());
  const sent: Delivery[] = [];
  const sender = { send: async (delivery: Delivery) => void sent.push(delivery) };
  const senders = { email: sender, sms: sender, push: sender };
  const embedded = wireEmbedded(database, clock, seededChance(1), senders);
  embedded.ports.track = createTrack({
    to: async (claims) => `${BASE}/${claims.t}/${signLink(keys, claims)}`,
  });
  const { catalog, templates } = deployable({
    journeys: [{ steps: [say('news', fields)] }],
    templates: { 't/news': { 'email.en.liquid': body } },
  });
  await embedded.deploy(catalog, templates);
  const profile = profileOf({ id: 'ann', attributes, consent: { email: true }, email: 'ann@example.com' });
  await embedded.ports.profiles.change('ann', 'import', () => profile);
  const at = clock.now();
  await embedded.handle({ id: 'e', type: 'start', customerId: 'ann', at, properties: {}, depth: 0 });
  const loop = createVirtualLoop(embedded.engine, clock);
  await loop.runUntil(at);
  const app = createApp({
    intake: createIntake(embedded.engine, database),
    catalog: embedded.catalog,
    writeKey: 'key',
    clock,
    newId: () => 'id',
    namesAsSent: false,
    tracking: { read: async (token) => verifyLink(keys, token) },
  });
  const [mail] = sent;
  if (!mail) throw new Error('nothing was sent');
  const html = mail.content.body;
  return {
    ...embedded,
    html,
    pixel: /<img src="https:\/\/news\.shop\.example(\/o\/[^"]+)"/.exec(html)?.[1] ?? '',
    link: /href="https:\/\/news\.shop\.example(\/c\/[^"]+)"/.exec(html)?.[1] ?? '',
    /** Somebody, or something, asks for a path at a moment. */
    async visit(when: string, path: string, { agent = browser, method = 'GET' } = {}) {
      await loop.runUntil(moment(when));
      const answer = await app.request(path, {
        method,
        headers: agent === '' ? {} : { 'User-Agent': agent },
      });
      await loop.runUntil(moment(when));
      return answer;
    },
    fates: async () => {
      const [run] = await embedded.ports.runs.of('ann');
      return [...((await embedded.ports.messages.fates('ann', run?.id ?? '')).get('news') ?? [])];
    },
    told: () => embedded.ports.timeline.read('ann', { types: ['message.opened', 'message.clicked'] }),
  };
}

test('the pixel is a picture that nobody keeps, and tells that the mail was opened', async () => {
  const server = await aServer();
  const answer = await server.visit('03-01 11:00', server.pixel);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Content-Type')).toBe('image/gif');
  expect(answer.headers.get('Cache-Control')).toContain('no-store');
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 6)
      .toString(),
  ).toBe('GIF89a');
  expect(await server.fates()).toEqual(['sent', 'opened', 'delivered']);
  expect(await server.told()).toMatchObject([
    {
      type: 'message.opened',
      properties: { channel: 'email', step: 'news', visit: '1', source: 'milepost' },
    },
  ]);
});

test('a link leads to where it led, and tells that it was clicked', async () => {
  const server = await aServer();
  const answer = await server.visit('03-01 11:00', server.link);
  expect(answer.status).toBe(302);
  expect(answer.headers.get('Location')).toBe('https://shop.example/shoes?a=1&b=2');
  expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer');
  expect(await server.fates()).toEqual(['sent', 'clicked', 'opened', 'delivered']);
  expect(await server.told()).toMatchObject([{ properties: { url: 'https://shop.example/shoes?a=1&b=2' } }]);
});

test('what is kept of the mail are its own words, without the pixel', async () => {
  const server = await aServer();
  const [kept] = [...server.stores.messages.all()];
  expect(kept?.content?.body).toContain('https://shop.example/shoes');
  expect(kept?.content?.body).not.toContain('<img');
});

test('to unsubscribe is no click', async () => {
  const { html } = await aServer();
  expect(html).toContain('href="https://news.shop.example/u/token"');
});

test('a link that was changed leads nowhere: there is no open redirect', async () => {
  const server = await aServer();
  const [key = '', claims = '', signature = ''] = server.link.slice('/c/'.length).split('.');
  const forged = JSON.parse(Buffer.from(claims, 'base64url').toString());
  forged.to = 'https://evil.example';
  const evil = Buffer.from(JSON.stringify(forged)).toString('base64url');
  for (const path of [
    `/c/${key}.${evil}.${signature}`,
    '/c/x',
    `${server.link}x`,
    `/c/${server.pixel.slice('/o/'.length)}`,
    `/o/${server.link.slice('/c/'.length)}`,
  ]) {
    const answer = await server.visit('03-01 11:00', path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('Location')).toBeNull();
  }
  const other = await server.visit('03-01 11:00', `${server.link}?to=https://evil.example`);
  expect(other.headers.get('Location')).toBe('https://shop.example/shoes?a=1&b=2');
  expect(await server.told()).toHaveLength(1);
});

test('even a signed address that is none of the web leads nowhere', async () => {
  const server = await aServer();
  const m: [string, string, string] = ['r', 'news', '1'];
  const token = signLink(keys, { t: 'c', c: 'ann', m, to: 'javascript:alert(1)', at: 0 });
  expect((await server.visit('03-01 11:00', `/c/${token}`)).status).toBe(404);
});

test('who asks for the head alone changes nothing', async () => {
  const server = await aServer();
  expect((await server.visit('03-01 11:00', server.link, { method: 'HEAD' })).status).toBe(302);
  expect((await server.visit('03-01 11:00', server.pixel, { method: 'HEAD' })).status).toBe(200);
  expect(await server.told()).toEqual([]);
});

test('a program that opens it is told as one, and has not opened it', async () => {
  const server = await aServer();
  await server.visit('03-01 11:00', server.pixel, { agent: 'Mozilla/5.0' });
  await server.visit('03-01 11:00', server.link, { agent: '' });
  expect((await server.told()).map(({ properties }) => properties.machine)).toEqual([true, true]);
  expect(await server.fates()).toEqual(['sent']);
  await server.visit('03-01 12:00', server.pixel);
  expect(await server.fates()).toContain('opened');
});

test('a mail that is opened ten times is one event; clicks within a minute are one', async () => {
  const server = await aServer();
  for (let nth = 0; nth < 10; nth += 1) {
    await server.visit(`03-01 11:0${nth}`, server.pixel);
    await server.visit('03-01 11:09', server.link);
  }
  await server.visit('03-01 11:10', server.link);
  expect((await server.told()).map(({ type }) => type).sort()).toEqual([
    'message.clicked',
    'message.clicked',
    'message.opened',
  ]);
});

test.each([
  ['a customer who chose not to be known so', { attributes: { personalised: false } }],
  ['what is transactional', { fields: { purpose: 'transactional' } }],
])('%s is not tracked', async (_, settings) => {
  const { html } = await aServer(settings);
  expect(html).not.toContain('<img');
  expect(html).toContain('href="https://shop.example/shoes?a=1&amp;b=2"');
});
