// A customer with an e-mail in hand: follows its links as a browser does, without scripts.

import { setTimeout as sleep } from 'node:timers/promises';
import { emptyProfile } from '../../../../lib/customer/apply-event.ts';
import type { Profile } from '../../../../lib/customer/profile.ts';
import { realClock } from '../../../../lib/embedded/clock.ts';
import type { LinkClaims } from '../../../../lib/journey/links/signed-link.ts';
import { aServer, type Settings } from '../a-server.ts';

export const ada: Profile = {
  ...emptyProfile('ada'),
  email: 'ada@example.com',
  phone: '+15550100',
  consent: { email: true, sms: true },
};

/** A server that knows Ada, as she is told to be. */
export async function aShop(profile: Partial<Profile> = {}, settings: Settings = {}) {
  const server = await aServer(settings);
  await server.stores.profiles.change('ada', 'begins', () => ({ ...ada, ...profile }));
  const now = async () => (await server.stores.profiles.get('ada')) ?? emptyProfile('nobody');
  return {
    ...server,
    /** Ada's profile as it stands. */
    now,
    link: (claims: LinkClaims) => server.links.to(claims),
    /** The link to unsubscribe in an e-mail of offers. */
    unsubscribe: () =>
      server.links.to({ t: 'u', c: 'ada', m: ['run', 'greet', '1'], ch: 'email', tp: 'offers' }),
    preferences: () => server.links.to({ t: 'p', c: 'ada' }),
    /** What Ada told, by the events that were recorded. */
    told: () => server.recorded('ada', 'customer.subscribed', 'customer.unsubscribed', 'customer.updated'),
  };
}

/** Ada has asked for news by e-mail, and has the message that asks back: its link is `confirm`. */
export async function whoAsked(profile: Partial<Profile> = {}, settings: Settings = {}) {
  const shop = await aShop({ consent: {}, ...profile }, settings);
  const properties = {
    channel: 'email',
    topic: 'newsletters',
    text: 'Yes, send me the news.',
    purpose: 'news',
  };
  const event = { type: 'consent.requested', customerId: 'ada', properties, depth: 0 };
  await shop.ports.bus.put([{ id: 'asks', at: realClock.now(), ...event }]);
  shop.work();
  while (shop.sent.length === 0) await sleep(5);
  const [delivery] = shop.sent;
  const confirm = /https?:\/\/[^\s"<]+\/d\/[\w.-]+/.exec(delivery?.content.body ?? '')?.[0] ?? '';
  return { ...shop, confirm };
}

/** Sends a form as a browser does, and goes where it is led. */
export async function post(
  url: string,
  fields: Record<string, string | string[]>,
  headers: Record<string, string> = {},
) {
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) body.append(name, value);
  }
  const answer = await fetch(url, { method: 'POST', body, headers });
  return { status: answer.status, url: answer.url, redirected: answer.redirected, text: await answer.text() };
}

export async function get(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
