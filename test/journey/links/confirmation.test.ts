// Double opt-in: what the link stands for, and what confirming it says.

import { describe, expect, test } from 'vitest';
import { confirmation, confirmClaims, type RequestRun } from '../../../lib/journey/links/confirmation.ts';
import { signLink, verifyLink } from '../../../lib/journey/links/signed-link.ts';

const run: RequestRun = {
  id: 'double-opt-in-1',
  customerId: 'ann',
  eventType: 'consent.requested',
  trigger: { channel: 'email', topic: 'offers', purpose: 'offers', text: 'Yes, send me offers.' },
  status: 'active',
};
const claims = confirmClaims(run, 'ask-by-email', '');
if (!claims) throw new Error('a request has a link');

test('a link to confirm stands for the channel and the topic that were asked for', () => {
  const keys = { current: 'a', keys: { a: 'a key that is thirty-two characters long' } };
  expect(claims).toEqual({
    t: 'd',
    c: 'ann',
    m: ['double-opt-in-1', 'ask-by-email', ''],
    ch: 'email',
    tp: 'offers',
  });
  expect(verifyLink(keys, signLink(keys, claims))).toEqual(claims);
  expect(confirmClaims({ ...run, trigger: { channel: 'sms' } }, 's', '')).not.toHaveProperty('tp');
});

test('a run that no request began has nothing to confirm', () => {
  expect(confirmClaims({ ...run, eventType: 'customer.registered' }, 's', '')).toBeUndefined();
  expect(confirmClaims({ ...run, trigger: {} }, 's', '')).toBeUndefined();
});

describe('a link that is confirmed', () => {
  test('is consent, with what the form and the page had said', () => {
    expect(confirmation(claims, [run], 5000, 'Yes, that was me')).toEqual({
      id: 'double-opt-in:double-opt-in-1',
      type: 'customer.subscribed',
      customerId: 'ann',
      at: 5000,
      properties: {
        channel: 'email',
        topic: 'offers',
        source: 'double-opt-in',
        purpose: 'offers',
        text: 'Yes, send me offers.\nYes, that was me',
      },
      depth: 0,
    });
  });

  test('twice is the same event', () => {
    const again = confirmation(claims, [{ ...run, status: 'completed' }], 9000, 'Yes, that was me');
    expect(again?.id).toBe(confirmation(claims, [run], 5000, 'Yes, that was me')?.id);
  });

  test('of one request is no answer to another', () => {
    const later = { ...run, id: 'double-opt-in-2', trigger: { channel: 'email', topic: 'service' } };
    expect(confirmation(claims, [run, later], 5000, '')?.id).toBe('double-opt-in:double-opt-in-1');
    expect(confirmation(claims, [{ ...run, status: 'exited' }, later], 5000, '')).toBeUndefined();
  });

  test('by text message is short, and answers the last request for text messages', () => {
    const asked = { ...run, trigger: { channel: 'sms' } };
    const short = confirmClaims(asked, 'ask-by-sms', '');
    expect(short).toEqual({ t: 'd', c: 'ann', ch: 'sms' });
    const again = { ...asked, id: 'double-opt-in-3' };
    if (short) {
      expect(confirmation(short, [{ ...asked, status: 'exited' }, again, run], 5000, '')?.id).toBe(
        'double-opt-in:double-opt-in-3',
      );
      expect(confirmation(short, [asked, { ...again, status: 'exited' }], 5000, '')).toBeUndefined();
    }
  });

  test('too late, after a withdrawal, or for somebody else is nothing', () => {
    for (const status of ['exited', 'failed', 'heldOut']) {
      expect(confirmation(claims, [{ ...run, status }], 5000, '')).toBeUndefined();
    }
    expect(confirmation(claims, [], 5000, '')).toBeUndefined();
    expect(confirmation(claims, [{ ...run, customerId: 'ben' }], 5000, '')).toBeUndefined();
    expect(confirmation(claims, [{ ...run, eventType: 'order.placed' }], 5000, '')).toBeUndefined();
  });
});
