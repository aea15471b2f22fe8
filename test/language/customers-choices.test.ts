// What customers say by themselves: a pause, and replies to text messages.

import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/customer/profile.ts';
import { say } from './journeys.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const ann: Customer = {
  id: 'ann',
  email: 'ann@example.com',
  phone: '+15550100',
  consent: { email: true, sms: true },
};

describe('a customer who has paused', () => {
  const paused = { ...ann, attributes: { pausedUntil: '2026-03-31T12:00:00.000Z' } };
  const journeys = [
    {
      steps: [
        say('offer', { channel: ['email', 'sms'], holdBack: 'drop' }),
        say('receipt', { purpose: 'transactional' }),
      ],
    },
  ];

  test('gets no marketing on any channel, and what their orders need', async () => {
    const { decided } = await season({
      journeys,
      customers: [paused],
      events: [on('03-30', 'start')],
      asGiven: true,
    });
    expect(decided()).toEqual(['offer email held: paused-by-customer', 'receipt email sent: transactional']);
  });

  test('gets marketing again when the pause is over', async () => {
    const { decided } = await season({
      journeys,
      customers: [paused],
      events: [on('04-01', 'start')],
      asGiven: true,
    });
    expect(decided()).toEqual(['offer email sent: consent', 'receipt email sent: transactional']);
  });
});

describe('a customer who answers a text message', () => {
  const journeys = [{ steps: [say('offer', { channel: 'sms' })] }];
  const replying = async (replies: string[], customer: Customer = ann) => {
    const events = replies.map((text, nth) => on(`03-0${nth + 1}`, 'sms.received', { text }));
    const { decided, profile } = await season({
      journeys,
      customers: [customer],
      events: [...events, on('03-09', 'start')],
      asGiven: true,
    });
    return { decided: decided(), consent: (await profile())?.consent };
  };

  test.each(['STOP', 'stop.', '退订', 'TD', ' “Unsubscribe” '])(
    'with %j gets no more of them, and still e-mail',
    async (text) => {
      expect(await replying([text])).toEqual({
        decided: ['offer sms held: no-consent'],
        consent: { email: true, sms: false },
      });
    },
  );

  test('with something else has said nothing of the kind', async () => {
    expect((await replying(['When do you stop by?'])).decided).toEqual(['offer sms sent: consent']);
  });

  test('with START comes back, and whoever never agreed does not begin by it', async () => {
    expect((await replying(['STOP', 'START'])).decided).toEqual(['offer sms sent: consent']);
    expect((await replying(['START'], { ...ann, consent: {} })).decided).toEqual([
      'offer sms held: no-consent',
    ]);
  });
});

test('a journey asks whether messages may be made to measure: they may, until the customer objects', async () => {
  const when = { attribute: 'personalised', eq: true };
  const cases = [{ when, steps: [say('for-you')] }];
  const journeys = [{ steps: [{ type: 'branch', cases, else: [say('for-everybody')] }] }];
  const objecting: Customer = { ...ann, id: 'ben', attributes: { personalised: false } };
  const { sent } = await season({
    journeys,
    customers: [ann, objecting],
    events: [on('03-01 09:00', 'start'), { ...on('03-01 09:00', 'start'), customer: 'ben' }],
    asGiven: true,
  });
  expect([sent('ann'), sent('ben')]).toEqual([['03-01 09:00 for-you'], ['03-01 09:00 for-everybody']]);
});
