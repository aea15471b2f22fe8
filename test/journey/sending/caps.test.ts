// How many messages a customer gets at most, and who goes first where a place is short.

import { describe, expect, test } from 'vitest';
import { capsRule, STEP_ASIDE } from '../../../lib/journey/sending/caps.ts';
import { aSend, day, minute, noon } from '../../contracts/examples.ts';
import { at, knowing, marketing, rulesOf, waits } from './rules.ts';

const hour = 60 * minute;
const email = (key: string, when: number) => aSend({ key, channel: 'email', at: when });
const sms = (key: string, when: number) => aSend({ key, channel: 'sms', at: when });

function refusal(rules: object, known: Parameters<typeof knowing>[0], how: object = {}, now = noon) {
  return capsRule({ ...marketing, ...how }, at(now, rulesOf(rules), { frequency: knowing(known) }));
}

describe('a cap', () => {
  const twoADay = { caps: [{ atMost: 2, within: 'P1D' }] };

  test('lets through what it has room for', () => {
    expect(refusal(twoADay, {})).toBeUndefined();
    expect(refusal(twoADay, { sends: [email('a', noon - hour)] })).toBeUndefined();
  });

  test('when it is full, has room again when the window has moved on', () => {
    const sends = [email('a', noon - 20 * hour), email('b', noon - hour)];
    expect(refusal(twoADay, { sends })).toEqual({ reason: 'capped at 2 in P1D', until: noon + 4 * hour });
    expect(refusal(twoADay, { sends }, {}, noon + 4 * hour - 1)).toBeDefined();
    expect(refusal(twoADay, { sends }, {}, noon + 4 * hour)).toBeUndefined();
  });

  test('slides: a day is 24 hours, whatever the date', () => {
    const sends = [email('a', noon - day), email('b', noon - day + 1)];
    expect(refusal(twoADay, { sends })).toBeUndefined();
  });

  test('counts messages on all channels together, or on its own', () => {
    const bySms = { caps: [{ atMost: 1, within: 'P7D', channels: ['sms'] }] };
    const sends = [sms('a', noon - hour)];
    expect(refusal(bySms, { sends })).toBeUndefined();
    expect(refusal(bySms, { sends }, { channel: 'sms' })).toEqual({
      reason: 'capped at 1 by sms in P7D',
      until: noon - hour + 7 * day,
    });
    expect(refusal({ caps: [{ atMost: 1, within: 'P1D' }] }, { sends })).toBeDefined();
  });

  test('of several, all have to have room', () => {
    const rules = {
      caps: [
        { atMost: 1, within: 'P1D' },
        { atMost: 2, within: 'P7D' },
      ],
    };
    const sends = [email('a', noon - 3 * day), email('b', noon - hour)];
    expect(refusal(rules, { sends })).toEqual({ reason: 'capped at 1 in P1D', until: noon + 4 * day });
  });

  test('does not count the message itself, which was claimed before and given up', () => {
    const sends = [email('this', noon - hour)];
    expect(refusal({ caps: [{ atMost: 1, within: 'P1D' }] }, { sends })).toBeUndefined();
  });

  describe('and transactional messages', () => {
    const how = { purpose: 'transactional' };
    const receipt = aSend({ key: 'r', purpose: 'transactional', channel: 'email', at: noon - hour });
    const cap = (transactional?: string) => ({ caps: [{ atMost: 1, within: 'P1D', transactional }] });

    test('are free of it by default', () => {
      expect(refusal(cap(), { sends: [email('a', noon - hour)] }, how)).toBeUndefined();
      expect(refusal(cap(), { sends: [receipt] })).toBeUndefined();
    });

    test('may be counted, and never held back', () => {
      expect(refusal(cap('counted'), { sends: [receipt] }, how)).toBeUndefined();
      expect(refusal(cap('counted'), { sends: [receipt] })).toBeDefined();
    });

    test('may be capped like marketing', () => {
      expect(refusal(cap('capped'), { sends: [receipt] }, how)).toBeDefined();
    });
  });
});

describe('where a place is short', () => {
  const oneADay = { caps: [{ atMost: 1, within: 'P1D' }] };
  const waiting = (priority: number, changes = {}) => [
    waits('other', { priority, since: noon - hour, until: noon + hour, ...changes }),
  ];

  test('a message gives way to one of higher priority that waits for the morning', () => {
    expect(refusal(oneADay, { waiting: waiting(5) })).toEqual({
      reason: 'gives-way',
      until: noon + hour + day,
    });
  });

  test('and to one of the same priority that was first', () => {
    expect(refusal(oneADay, { waiting: waiting(0) })).toMatchObject({ reason: 'gives-way' });
  });

  test('but to none of lower priority', () => {
    expect(refusal(oneADay, { waiting: waiting(-5) })).toBeUndefined();
  });

  test('with places for both, both go', () => {
    expect(refusal({ caps: [{ atMost: 2, within: 'P1D' }] }, { waiting: waiting(5) })).toBeUndefined();
  });

  test('and to none that waits for so long that the place is free again by then', () => {
    expect(refusal(oneADay, { waiting: waiting(5, { until: noon + day }) })).toBeUndefined();
    expect(refusal(oneADay, { waiting: waiting(5, { until: noon + day - 1 }) })).toBeDefined();
  });

  test('and to none that takes no place of this cap', () => {
    const bySms = { caps: [{ atMost: 1, within: 'P1D', channels: ['email'] }] };
    expect(refusal(bySms, { waiting: waiting(5, { channels: ['sms'] }) })).toBeUndefined();
    expect(refusal(bySms, { waiting: waiting(5, { channels: ['sms', 'email'] }) })).toBeDefined();
  });

  test('and to none that has not come when it was due', () => {
    expect(refusal(oneADay, { waiting: waiting(5, { until: noon - minute }) })).toBeDefined();
    expect(refusal(oneADay, { waiting: waiting(5, { until: noon - 5 * minute }) })).toBeUndefined();
  });

  describe('and a journey of higher priority is under way', () => {
    test('a message steps aside for a minute before it takes the last place', () => {
      expect(refusal(oneADay, { isOutranked: true })).toEqual({
        reason: 'gives-way',
        until: noon + STEP_ASIDE,
      });
      expect(refusal({ caps: [{ atMost: 2, within: 'P1D' }] }, { isOutranked: true })).toBeUndefined();
    });

    test('once, and not before its minute is over', () => {
      const own = (until: number) => ({
        isOutranked: true,
        waiting: [waits('this', { since: noon, until })],
      });
      expect(refusal(oneADay, own(noon + minute), {}, noon + minute)).toBeUndefined();
      expect(refusal(oneADay, own(noon + minute), {}, noon + 1)).toEqual({
        reason: 'gives-way',
        until: noon + minute,
      });
    });

    test('but not if it would be dropped instead', () => {
      expect(refusal(oneADay, { isOutranked: true }, { holdBack: 'drop' })).toBeUndefined();
    });
  });
});
