// When marketing pauses by itself.

import { describe, expect, test } from 'vitest';
import { countsSince, isToPause, wilsonLower } from '../../../lib/journey/deliverability/rates.ts';
import { defaultDeliverability } from '../../../lib/journey/deliverability/settings.ts';

const limits = defaultDeliverability.pause;
const of = (sent: number, bounced: number, complained: number) => ({ sent, bounced, complained });

describe('marketing', () => {
  test('goes on while few bounce and fewer complain', () => {
    expect(isToPause(of(10_000, 200, 9), limits)).toBeUndefined();
  });

  test('pauses when more than one in a thousand complain, and chance does not explain it', () => {
    expect(isToPause(of(10_000, 0, 20), limits)).toBe(
      '20 complaints about 10000 messages: 0.2 %, and the limit is 0.1 %',
    );
    expect(isToPause(of(10_000, 0, 12), limits)).toBeUndefined();
  });

  test('pauses when more than one in twenty bounce for good', () => {
    expect(isToPause(of(1000, 80, 0), limits)).toBe(
      '80 hard bounces of 1000 messages: 8 %, and the limit is 5 %',
    );
    expect(isToPause(of(1000, 55, 0), limits)).toBeUndefined();
  });

  test('does not pause for one complaint among a few messages', () => {
    expect(isToPause(of(3, 0, 1), limits)).toBeUndefined();
    expect(isToPause(of(499, 100, 10), limits)).toBeUndefined();
    expect(isToPause(of(500, 0, 1), limits)).toBeUndefined();
    expect(isToPause(of(500, 0, 2), limits)).toBeDefined();
  });
});

describe('Wilson’s lower bound', () => {
  // The share at which the score test just no longer refuses it, found by halving.
  test.each([
    [10, 100, 0.0607],
    [3, 1000, 0.0012],
    [0, 50, 0],
    [50, 50, 0.9487],
  ])('of %s in %s is %s', (events, all, bound) => {
    expect(wilsonLower(events, all)).toBeCloseTo(bound, 4);
  });

  test('grows with the sample, towards the share', () => {
    const bounds = [10, 100, 1000, 10_000].map((n) => wilsonLower(n / 10, n));
    expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
    expect(bounds.at(-1)).toBeGreaterThan(0.095);
  });

  test('says nothing of nothing', () => {
    expect(wilsonLower(0, 0)).toBe(0);
  });
});

describe('what counts', () => {
  const days = [1, 2, 3, 4].map((day) => ({ journeyId: 'j', day, ...of(100, 10, 1) }));

  test('are the days asked for', () => {
    expect(countsSince(days, 3)).toEqual(of(200, 20, 2));
  });

  test('is, once somebody has resumed, only what came after', () => {
    const baseline = { day: 3, ...of(60, 10, 1) };
    expect(countsSince(days, 1, baseline)).toEqual(of(140, 10, 1));
    expect(countsSince(days, 4, baseline)).toEqual(of(100, 10, 1));
  });
});
