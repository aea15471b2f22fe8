// Addresses: when they are the same, and how soft bounces suppress one.

import { describe, expect, test } from 'vitest';
import { addressKey, addressProblem } from '../../../lib/journey/deliverability/address.ts';
import {
  afterDelivery,
  afterSoftBounce,
  freshStanding,
  inForce,
  release,
  type Standing,
  suppress,
} from '../../../lib/journey/deliverability/standing.ts';

const day = 86_400_000;
const rule = { inARow: 3, within: 30 * day, suppressFor: 10 * day };
const fresh = freshStanding(addressKey('email', 'ada@example.com'));

/** Bounces (b) and deliveries (d) on these days, told in this order. */
function told(...happened: string[]): Standing {
  return happened.reduce((standing, one) => {
    const at = Number(one.slice(1)) * day;
    return one.startsWith('d')
      ? afterDelivery(standing, at, rule)
      : afterSoftBounce(standing, { id: one, at, source: 'ses' }, rule);
  }, fresh);
}

describe('soft bounces', () => {
  test('so many in a row suppress the address, for a while', () => {
    expect(told('b1', 'b2').suppression).toBeNull();
    const standing = told('b1', 'b2', 'b3');
    expect(standing.suppression).toEqual({
      reason: 'soft-bounces',
      source: 'ses',
      at: 3 * day,
      until: 13 * day,
    });
    expect(inForce(standing, 13 * day - 1)).toBeDefined();
    expect(inForce(standing, 13 * day)).toBeUndefined();
  });

  test('a delivery between them begins a new row', () => {
    expect(told('b1', 'b2', 'd3', 'b4', 'b5').suppression).toBeNull();
    expect(told('b1', 'b2', 'd3', 'b4', 'b5', 'b6').suppression).not.toBeNull();
  });

  test('one that is told twice counts once', () => {
    expect(told('b1', 'b1', 'b2', 'b2').suppression).toBeNull();
  });

  test('in whatever order it is told, it comes to the same', () => {
    expect(told('d3', 'b1', 'b2', 'b4').suppression).toBeNull();
    expect(told('b3', 'b1', 'b2')).toEqual(told('b1', 'b2', 'b3'));
  });

  test('over too long a time are no row', () => {
    expect(told('b1', 'b20', 'b40').suppression).toBeNull();
    expect(told('b1', 'b20', 'b40', 'b45').suppression).not.toBeNull();
  });

  test('after a suppression that is over, one more is enough, as nothing was delivered', () => {
    const again = told('b1', 'b2', 'b3', 'b20');
    expect(inForce(again, 20 * day)).toMatchObject({ reason: 'soft-bounces', until: 30 * day });
  });
});

describe('a suppression', () => {
  const forever = { reason: 'hard-bounce', source: 'ses', at: day, until: null } as const;

  test('for ever is not shortened, and keeps its first reason', () => {
    const standing = suppress(fresh, forever);
    expect(suppress(standing, { reason: 'complaint', source: 'ses', at: 2 * day, until: null })).toBe(
      standing,
    );
    expect(suppress(standing, { ...forever, until: 3 * day })).toBe(standing);
  });

  test('for a while becomes one for ever', () => {
    const standing = told('b1', 'b2', 'b3');
    expect(suppress(standing, forever).suppression).toEqual(forever);
  });

  test('that is lifted leaves no bounces behind', () => {
    expect(release(told('b1', 'b2', 'b3'))).toMatchObject({ suppression: null, softBounces: [] });
    expect(release(fresh)).toBe(fresh);
  });
});

describe('an address', () => {
  test.each([
    ['email', 'Ada@Example.COM', 'ada@example.com'],
    ['email', 'Ada Lovelace <ada@example.com>', 'ada@example.com'],
    ['email', 'ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['sms', '+44 7700 900-123', '+447700900123'],
    ['sms', '0044 (7700) 900123', '+447700900123'],
  ] as const)('on %s, %s is %s', (channel, one, other) => {
    expect(addressKey(channel, one)).toEqual(addressKey(channel, other));
  });

  test('is another on another channel', () => {
    expect(addressKey('push', 'ada').hash).not.toBe(addressKey('email', 'ada').hash);
  });

  test.each([
    ['email', 'ada@example.com', 'a…@example.com'],
    ['email', 'ada.lovelace@example.com', 'ad…@example.com'],
    ['sms', '+447700900123', '+44…23'],
    ['push', 'abc', '…'],
  ] as const)('is shown so that nobody can write to it: %s %s as %s', (channel, address, masked) => {
    expect(addressKey(channel, address).masked).toBe(masked);
  });

  test('that is none is told, with an example', () => {
    expect(addressProblem('email', 'ada')).toBe(
      '"ada" is no e-mail address; write for example ada@example.com',
    );
    expect(addressProblem('sms', '07700 900123')).toContain('no telephone number with its country');
    expect(addressProblem('sms', '+447700900123')).toBeUndefined();
    expect(addressProblem('push', ' ')).toBe('the address is empty');
  });
});
