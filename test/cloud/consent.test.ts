// Consent in the cloud: what a customer says is kept with its evidence, counts at once, and is asked back where it has to be.

import { describe, expect, inject, test } from 'vitest';
import { currentConsent } from '../../lib/customer/consent-record.ts';
import { eventually, openStage } from './stage.ts';

const hello = { type: 'door.opened' };

describe.skipIf(!inject('cloud'))('a customer in the cloud', () => {
  test('who withdraws gets no more marketing, and it can be shown when and how they agreed and withdrew', async () => {
    const { put, mails, stores } = openStage('days');
    const customerId = 'consenting-cleo';
    const of = (properties: object) => ({ customerId, properties: JSON.parse(JSON.stringify(properties)) });
    await put([
      {
        type: 'customer.updated',
        ...of({
          email: 'cleo@example.com',
          consent: { email: { given: true, source: 'form', text: 'Yes, write to me.' } },
        }),
      },
    ]);
    await eventually(
      () => stores.profiles.get(customerId),
      (profile) => profile?.consent.email === true,
    );
    await put([{ ...hello, customerId }]);
    await eventually(
      () => mails('cleo@example.com'),
      (all) => all.length === 1,
    );
    await put([
      { type: 'customer.unsubscribed', ...of({ channel: 'email', topic: 'offers', source: 'one-click' }) },
    ]);
    await eventually(
      () => stores.profiles.get(customerId),
      (profile) => profile?.consent.email === false,
    );
    await put([{ ...hello, customerId }]);
    const decisions = await eventually(
      () => stores.decisions.of(customerId, 'greeter'),
      (all) => all.filter(({ kind }) => kind === 'message').length === 2,
    );

    expect(
      decisions.filter(({ kind }) => kind === 'message').map(({ outcome, reason }) => [outcome, reason]),
    ).toEqual([
      ['sent', 'consent'],
      ['held', 'no-consent'],
    ]);
    expect(await mails('cleo@example.com')).toHaveLength(1);
    const history = await stores.consents.of(customerId);
    expect(history.map(({ saidBy, statements }) => [saidBy, statements.length])).toEqual([
      ['customer.updated', 1],
      ['customer.unsubscribed', 2],
    ]);
    expect(history[0]?.statements[0]).toMatchObject({
      given: true,
      source: 'form',
      text: 'Yes, write to me.',
    });
    expect(currentConsent(history).map(({ key, given, source }) => [key, given, source])).toEqual([
      ['email', false, 'one-click'],
      ['offers', false, 'one-click'],
    ]);
  });

  test('who asks for e-mail is asked back, and gets marketing once that is confirmed', async () => {
    const { put, mails, stores } = openStage('days');
    const customerId = 'careful-dora';
    await put([{ type: 'customer.updated', customerId, properties: { email: 'dora@example.com' } }]);
    await eventually(
      () => stores.profiles.get(customerId),
      (profile) => profile?.email !== undefined,
    );
    await put([{ type: 'consent.requested', customerId, properties: { channel: 'email', text: 'Yes.' } }]);
    // Seven days are fourteen seconds here: who waits for the mail may be late with the answer.
    await eventually(
      () => stores.runs.of(customerId),
      (all) => all.some(({ journeyId }) => journeyId === 'double-opt-in'),
    );
    expect((await stores.profiles.get(customerId))?.consent).toEqual({});
    const confirmed = { channel: 'email', source: 'double-opt-in' };
    await put([{ type: 'customer.subscribed', customerId, properties: confirmed }]);

    const runs = await eventually(
      () => stores.runs.of(customerId),
      (all) => all.some(({ journeyId, status }) => journeyId === 'double-opt-in' && status !== 'active'),
    );
    expect(runs).toMatchObject([{ journeyId: 'double-opt-in', convertedAt: expect.any(Number) }]);
    const [asked] = await eventually(
      () => mails('dora@example.com'),
      (all) => all.length === 1,
    );
    expect(asked?.subject).toBe('Please confirm: may we write to you?');
    await put([{ ...hello, customerId }]);
    await eventually(
      () => mails('dora@example.com'),
      (all) => all.length === 2,
    );
  });
});
