// The preference page: what a customer chooses there holds from then on, and becomes events with their evidence.

import { expect, test, vi } from 'vitest';
import { emptyProfile } from '../../../../lib/customer/apply-event.ts';
import { aShop, get, post } from './a-visitor.ts';

const HOUR = 3_600_000;
const noon = Date.parse('2026-03-01T12:00:00Z');

/** What the page of Ada sends when nothing was changed on it. */
const unchanged = {
  action: 'save',
  shown: ['email', 'sms', 'newsletters', 'offers', 'recommendations', 'service', 'personalised'],
  channel: ['email', 'sms'],
  topic: ['newsletters', 'offers', 'recommendations', 'service'],
  preferred: '',
  frequency: 'all',
  personalised: 'yes',
};

test('who saves without a change has said nothing', async () => {
  const { preferences, told } = await aShop();
  const answer = await post(await preferences(), unchanged);
  expect(answer).toMatchObject({ status: 200, redirected: true });
  expect(answer.text).toContain('Saved. This is what holds from now on.');
  expect(await told()).toEqual([]);
});

test('a channel and a topic that are left out are withdrawn, and ticked again, given', async () => {
  const { preferences, now, told } = await aShop();
  await post(await preferences(), {
    ...unchanged,
    channel: 'sms',
    topic: ['newsletters', 'recommendations', 'service'],
  });
  expect((await now()).consent).toEqual({ email: false, sms: true, offers: false });
  await post(await preferences(), unchanged);
  expect((await now()).consent).toEqual({ email: true, sms: true, offers: true });
  const evidence = { source: 'preference-page', purpose: 'marketing' };
  const ofChannel = {
    ...evidence,
    channel: 'email',
    text: 'How may we write to you with news and offers? E-mail',
  };
  const ofTopic = { ...evidence, topic: 'offers', text: 'What about? Offers' };
  const events = await told();
  expect(events.map(({ type, properties }) => [type, properties])).toEqual(
    expect.arrayContaining([
      ['customer.unsubscribed', ofChannel],
      ['customer.unsubscribed', ofTopic],
      ['customer.subscribed', ofChannel],
      ['customer.subscribed', ofTopic],
    ]),
  );
  expect(events).toHaveLength(4);
});

test('only channels that reach the customer are offered, and nothing that was not shown is withdrawn', async () => {
  const { preferences, now } = await aShop({ consent: { email: true, sms: true, push: true } });
  const { text } = await get(await preferences());
  expect(text).toContain('name="channel" value="sms" checked');
  expect(text).not.toContain('value="push"');
  await post(await preferences(), { action: 'save', shown: 'sms', channel: '' });
  expect((await now()).consent).toEqual({ email: true, sms: false, push: true });
});

test('the inbox, which everybody has, is offered to whom the shop asked about it', async () => {
  const { preferences } = await aShop();
  expect((await get(await preferences())).text).not.toContain('My inbox');
  const asked = await aShop({ consent: { email: true, inbox: false } });
  expect((await get(await asked.preferences())).text).toContain('My inbox');
});

test('the preferred channel, how often, and messages made to measure are attributes that journeys may ask for', async () => {
  const { preferences, now, told } = await aShop({ attributes: { source: 'fair', tier: 'gold' } });
  const { personalised: _, ...rest } = unchanged;
  await post(await preferences(), { ...rest, preferred: 'sms', frequency: 'weekly' });
  const attributes = { preferredChannel: 'sms', messageFrequency: 'weekly', personalised: false };
  expect((await now()).attributes).toEqual({ source: 'fair', tier: 'gold', ...attributes });
  expect(await told()).toMatchObject([
    { type: 'customer.updated', id: expect.stringMatching(/^preference-page:/), properties: { attributes } },
  ]);
  const { text } = await get(await preferences());
  expect(text).toContain('name="preferred" value="sms" checked');
  expect(text).toContain('name="frequency" value="weekly" checked');
  expect(text).not.toContain('name="personalised" value="yes" checked');
});

test('values that the page does not offer are not taken', async () => {
  const { preferences, now } = await aShop();
  const strange = {
    preferred: 'pigeon',
    frequency: 'hourly',
    shown: 'pigeon',
    channel: 'pigeon',
    topic: '__proto__',
  };
  await post(await preferences(), { ...unchanged, ...strange });
  expect(await now()).toMatchObject({ attributes: {}, consent: { email: true, sms: true } });
});

test('a pause lasts thirty days, is told in the customer’s zone, and can be ended', async () => {
  const clock = { now: () => noon };
  const { preferences, now } = await aShop({ timezone: 'Pacific/Auckland' }, { clock });
  const paused = await post(await preferences(), { action: 'pause' });
  expect(paused.text).toContain('Paused until April 1, 2026.');
  expect((await now()).attributes.pausedUntil).toBe('2026-03-31T12:00:00.000Z');
  const resumed = await post(await preferences(), { action: 'resume' });
  expect(resumed.text).toContain('Pause for 30 days');
  expect((await now()).attributes.pausedUntil).toBeNull();
});

test('a pause that is over is not shown as one', async () => {
  const attributes = { pausedUntil: '2026-03-01T11:00:00Z' };
  const { preferences } = await aShop({ attributes }, { clock: { now: () => noon } });
  expect((await get(await preferences())).text).toContain('Pause for 30 days');
});

test('one button withdraws from everything, also from channels that are yet to come', async () => {
  const { preferences, now, told } = await aShop();
  const answer = await post(await preferences(), { action: 'all' });
  expect(answer.text).toContain('You get no more news and no more offers from us.');
  expect((await now()).consent).toEqual({ email: false, sms: false });
  await post(await preferences(), { action: 'all' });
  expect(await told()).toMatchObject([
    { type: 'customer.unsubscribed', properties: { source: 'preference-page' } },
  ]);
});

test('the page speaks the customer’s language, else the browser’s, else English; a link changes it', async () => {
  const { preferences } = await aShop({ locale: 'zh-CN' });
  expect((await get(await preferences())).text).toContain('<html lang="zh">');
  expect((await get(`${await preferences()}?lang=en`)).text).toContain('<html lang="en">');
  const { preferences: other } = await aShop();
  const speaking = async (accepted: string) =>
    /<html lang="(\w+)">/.exec((await get(await other(), { 'Accept-Language': accepted })).text)?.[1];
  expect(await speaking('zh-TW,zh;q=0.9,en;q=0.8')).toBe('zh');
  expect(await speaking('fr-FR, en-GB;q=0.3, zh;q=0.2')).toBe('en');
  expect(await speaking('fr')).toBe('en');
  const saved = await post(`${await preferences()}?lang=en`, { action: 'pause' });
  expect(saved.text).toContain('<html lang="en">');
});

test('what customers are called by is written out, and never becomes part of the page', async () => {
  const { preferences } = await aShop({}, { companyName: () => '<script>alert(1)</script>' });
  expect((await get(await preferences())).text).not.toContain('<script>');
});

test('the page of a customer who is not known, or not any more, is that of a wrong link', async () => {
  const { link } = await aShop();
  const gone = await get(await link({ t: 'p', c: 'nobody' }));
  const wrong = await get(`${await link({ t: 'p', c: 'ada' })}x`);
  expect([gone.status, gone.text]).toEqual([404, wrong.text]);
});

test('an action that the page does not know changes nothing', async () => {
  const { preferences, told } = await aShop();
  const answer = await post(await preferences(), { action: 'promote' });
  expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('Nothing was changed')]);
  expect(await told()).toEqual([]);
});

function someData() {
  return { export: vi.fn(async (id: string) => ({ id, events: [] })), erase: vi.fn(async () => {}) };
}

test('without a way to give or delete personal data, the page offers neither', async () => {
  const { preferences } = await aShop();
  expect((await get(await preferences())).text).not.toContain('Download my data');
  expect((await post(await preferences(), { action: 'erase' })).status).toBe(400);
});

test('a customer gets a copy of their data as a file, once they have said which address is theirs', async () => {
  const personalData = someData();
  const { preferences, recorded } = await aShop({}, { personalData });
  const asked = await post(await preferences(), { action: 'ask-export' });
  expect([asked.status, asked.text]).toEqual([200, expect.stringContaining('which e-mail address')]);
  const wrong = await post(await preferences(), { action: 'export', proof: 'eve@example.com' });
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('role="alert"')]);
  expect(personalData.export).not.toHaveBeenCalled();
  const body = new URLSearchParams({ action: 'export', proof: ' ADA@example.com ' });
  const given = await fetch(await preferences(), { method: 'POST', body });
  expect(given.headers.get('Content-Disposition')).toBe('attachment; filename="my-data.json"');
  expect(given.headers.get('Cache-Control')).toBe('no-store');
  expect(await given.json()).toEqual({ id: 'ada', events: [] });
  expect(await recorded('ada', 'customer.export-requested')).toHaveLength(1);
});

test('a customer deletes their data in two steps', async () => {
  const personalData = someData();
  const { preferences, recorded } = await aShop({}, { personalData });
  const asked = await post(await preferences(), { action: 'ask-erase' });
  expect(asked.text).toContain('Delete your data for good?');
  await post(await preferences(), { action: 'erase' });
  expect(personalData.erase).not.toHaveBeenCalled();
  const done = await post(await preferences(), { action: 'erase', proof: '+1 (555) 01-00' });
  expect([done.status, done.text]).toEqual([200, expect.stringContaining('Your data is being deleted')]);
  expect(personalData.erase).toHaveBeenCalledExactlyOnceWith('ada');
  expect(await recorded('ada', 'customer.erasure-requested')).toHaveLength(1);
});

test('who has no address that could be asked for is asked only whether they are sure', async () => {
  const personalData = someData();
  const { preferences, stores } = await aShop({}, { personalData });
  await stores.profiles.change('ada', 'has no address', () => ({
    ...emptyProfile('ada'),
    pushToken: 'phone',
  }));
  expect((await post(await preferences(), { action: 'ask-erase' })).text).not.toContain('name="proof"');
  await post(await preferences(), { action: 'erase' });
  expect(personalData.erase).toHaveBeenCalledOnce();
});

test('a change that an older event contradicts stays', async () => {
  const { preferences, now, ports, work, engine } = await aShop();
  await post(await preferences(), { action: 'all' });
  const older = { id: 'late', type: 'customer.subscribed', customerId: 'ada', depth: 0 };
  await ports.bus.put([{ ...older, at: noon - HOUR, properties: { channel: 'email' } }]);
  work();
  while (engine.jobs.waiting('events') > 0) await new Promise(setImmediate);
  expect((await now()).consent.email).toBe(false);
});
