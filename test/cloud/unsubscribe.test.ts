// A mail in the cloud leads to where its customer unsubscribes: one click, and no more marketing goes out.

import { describe, expect, inject, test } from 'vitest';
import { eventually, type Happening, openStage } from './stage.ts';

const opened = (customerId: string): Happening => ({ type: 'door.opened', customerId });

/** A customer who got a mail: what stands for its links, and the page that each leads to. */
async function whoGotAMail(customerId: string) {
  const stage = openStage('days');
  const { put, mails, stores, api } = stage;
  const email = `${customerId}@example.com`;
  await put([{ type: 'customer.updated', customerId, properties: { email, consent: { email: true } } }]);
  await eventually(
    () => stores.profiles.get(customerId),
    (profile) => profile?.email !== undefined,
  );
  await put([opened(customerId)]);
  const [mail] = await eventually(
    () => mails(email),
    (all) => all.length > 0,
  );
  const link = /https?:\/\/\S+?(\/u\/[\w.-]+)/.exec(mail?.html ?? '')?.[1] ?? '';
  return { ...stage, page: api(link) };
}

describe.skipIf(!inject('cloud'))('a customer who got a mail', () => {
  test('unsubscribes by one click, and the next marketing message is held', async () => {
    const { page, stores, put } = await whoGotAMail('uwe');
    const seen = await fetch(page);
    expect([seen.status, await seen.text()]).toEqual([200, expect.stringContaining('Unsubscribe')]);
    expect((await stores.profiles.get('uwe'))?.consent).toEqual({ email: true });
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await fetch(page, { method: 'POST', body })).status).toBe(200);
    expect((await stores.profiles.get('uwe'))?.consent).toEqual({ email: false });
    await put([opened('uwe')]);
    const decided = await eventually(
      () => stores.decisions.of('uwe', 'greeter'),
      (all) => all.filter(({ kind }) => kind === 'message').length === 2,
    );
    const messages = decided.filter(({ kind }) => kind === 'message');
    expect(messages.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['sent', 'consent'],
      ['held', 'no-consent'],
    ]);
  });

  test('pauses on the preference page, which is found from there', async () => {
    const { page, stores } = await whoGotAMail('una');
    const shown = await (await fetch(page)).text();
    const way = /href="\.\.(\/p\/[^"]+)"/.exec(shown)?.[1] ?? '';
    const preferences = page.replace(/\/u\/.*/, way);
    const answer = await fetch(preferences, {
      method: 'POST',
      body: new URLSearchParams({ action: 'pause' }),
    });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Paused until')]);
    expect((await stores.profiles.get('una'))?.attributes.pausedUntil).toEqual(expect.any(String));
  });

  test('is told by a wrong link what to do, and nothing of themselves', async () => {
    const { page } = await whoGotAMail('ulf');
    const answer = await fetch(`${page}x`);
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.stringContaining('This link does not work'),
    ]);
  });
});
