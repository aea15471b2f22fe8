// What customers agree to, and what is kept to show it.

import { describe, expect, test } from 'vitest';
import { applyEvent, emptyProfile, profileOf } from '../../lib/customer/apply-event.ts';
import { currentConsent, recordOf } from '../../lib/customer/consent-record.ts';
import { consentText } from '../../lib/customer/consent-text.ts';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import type { JsonObject } from '../../lib/customer/json.ts';
import { topics } from '../../lib/customer/topics.ts';
import { isChannelName } from '../../lib/journey/channels/index.ts';

function said(type: string, properties: JsonObject = {}, at = 1000): CustomerEvent {
  return { id: `${type} ${at}`, type, customerId: 'ann', at, properties, depth: 0 };
}

function consentAfter(...events: CustomerEvent[]): Record<string, boolean> {
  return events.reduce((profile, event) => applyEvent(profile, event), emptyProfile('ann')).consent;
}

describe('consent', () => {
  test('is by channel and by topic, and no topic is called as a channel is', () => {
    const both = { channel: 'email', topic: 'offers' };
    expect(consentAfter(said('customer.subscribed', both))).toEqual({ email: true, offers: true });
    expect(consentAfter(said('customer.unsubscribed', both))).toEqual({ email: false, offers: false });
    expect(topics.filter(isChannelName)).toEqual([]);
  });

  test('is not there without a channel or a topic that it is for', () => {
    expect(consentAfter(said('customer.subscribed'))).toEqual({});
  });

  test('withdrawn from everything leaves no channel; what they think of topics stays for when they come back', () => {
    const before = [
      said('customer.subscribed', { channel: 'email' }, 1),
      said('customer.unsubscribed', { topic: 'offers' }, 2),
      said('customer.subscribed', { topic: 'service' }, 3),
    ];
    const gone = said('customer.unsubscribed', {}, 4);
    expect(consentAfter(...before, gone)).toEqual({ email: false, offers: false, service: true });
  });

  test('of an event that has nothing to do with it is none, whatever the event brings', () => {
    const order = said('order.placed', { consent: { email: true }, channel: 'email' });
    expect(consentAfter(order)).toEqual({});
    expect(recordOf(order, 1000)).toBeUndefined();
    expect(recordOf(said('consent.requested', { channel: 'email', text: 'Yes' }), 1000)).toBeUndefined();
  });

  test('of a file is older than any event, unless the file tells when it was given', () => {
    const at = Date.parse('2026-03-01');
    const profile = profileOf({ id: 'ann', consent: { email: true, sms: { given: true, at } } });
    const early = said('customer.unsubscribed', {}, at - 1);
    expect(applyEvent(profile, early).consent).toEqual({ email: false, sms: true });
  });
});

describe('the evidence of consent', () => {
  const text = 'Yes, send me offers.';

  test('tells what, when, what for, how, and the words that were shown', () => {
    const properties = {
      consent: {
        email: { given: true, at: '2026-02-01', source: 'form', purpose: 'offers', text },
        sms: false,
      },
    };
    expect(recordOf(said('customer.registered', properties, Date.parse('2026-03-01')), 5e12)).toEqual({
      id: `customer.registered ${Date.parse('2026-03-01')}`,
      customerId: 'ann',
      saidBy: 'customer.registered',
      keptAt: 5e12,
      statements: [
        {
          key: 'email',
          given: true,
          at: Date.parse('2026-02-01'),
          source: 'form',
          purpose: 'offers',
          text,
        },
        { key: 'sms', given: false, at: Date.parse('2026-03-01') },
      ],
    });
  });

  test('of what counts now is that of what was said last', () => {
    const history = [
      said('customer.subscribed', { channel: 'email', source: 'form', text }, 1),
      said('customer.subscribed', { channel: 'sms', source: 'form' }, 2),
      said('customer.unsubscribed', { source: 'one-click' }, 3),
      said('customer.subscribed', { channel: 'email', source: 'double-opt-in' }, 4),
    ].flatMap((event) => recordOf(event, event.at) ?? []);
    expect(currentConsent(history).map(({ key, given, source }) => [key, given, source])).toEqual([
      ['*', false, 'one-click'],
      ['email', true, 'double-opt-in'],
      ['sms', false, 'one-click'],
    ]);
  });

  test('keeps what can be kept of a withdrawal whose source cannot', () => {
    const record = recordOf(said('customer.unsubscribed', { source: 7, text: 'STOP' }), 1000);
    expect(record?.statements).toEqual([{ key: '*', given: false, at: 1000, text: 'STOP' }]);
  });
});

test('the text of consent is the same in whatever order it was given, and another for any other', () => {
  expect(consentText({ consent: { sms: true, email: false } })).toBe(
    consentText({ consent: { email: false, sms: true } }),
  );
  const different = [
    {},
    { sms: true },
    { sms: false },
    { 'sms=yes&email': true },
    { sms: true, email: true },
  ];
  expect(new Set(different.map((consent) => consentText({ consent }))).size).toBe(different.length);
});
