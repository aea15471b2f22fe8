// How fast a channel's messages begin.

import { expect, test } from 'vitest';
import { createPace, type Pace } from '../../../lib/embedded/engine/pace.ts';

/** The moments (ms) at which so many jobs begin that are all there at once. */
function moments(pace: Pace, count: number, from = 0): number[] {
  let now = from;
  return Array.from({ length: count }, () => {
    now = pace.freeAt('email', now);
    pace.begin('email', now);
    return now;
  });
}

test('after a quiet while a second’s worth goes at once, and then one at a time', () => {
  expect(moments(createPace({ email: 4 }), 8)).toEqual([0, 0, 0, 0, 250, 500, 750, 1000]);
});

test('in any second after the first no more begin than the rate', () => {
  const begun = moments(createPace({ email: 14 }), 200);
  for (const from of begun.slice(14)) {
    expect(begun.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(14);
  }
  expect(begun.at(-1)).toBeGreaterThanOrEqual(((200 - 14) / 14) * 1000);
});

test('a rate of less than one a second waits longer between two', () => {
  expect(moments(createPace({ email: 0.5 }), 3)).toEqual([0, 2000, 4000]);
});

test('quiet hours save up no more than a second', () => {
  const pace = createPace({ email: 2 });
  moments(pace, 2);
  expect(moments(pace, 4, 3_600_000)).toEqual([3_600_000, 3_600_000, 3_600_500, 3_601_000]);
});

test('without a rate, or on another channel, nothing waits', () => {
  expect(moments(createPace({ sms: 1, email: undefined }), 3)).toEqual([0, 0, 0]);
});

test('a clock that is put back stops nothing', () => {
  const pace = createPace({ email: 1 });
  moments(pace, 1, 10_000);
  expect(pace.freeAt('email', 5_000)).toBe(6_000);
});
