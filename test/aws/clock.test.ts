import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClock, realClock, timeScaleOf } from '../../lib/aws/clock.ts';

const EPOCH = Date.parse('2026-03-02T12:00:00Z');
const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: EPOCH + minute });
});
afterEach(() => {
  vi.useRealTimers();
});

test('the clock keeps real time, unless it is told otherwise', () => {
  expect(createClock()).toBe(realClock);
  expect(createClock(1, EPOCH).now()).toBe(EPOCH + minute);
});

test('in compressed time, a minute after the epoch is a day after it', () => {
  expect(createClock(1440, EPOCH).now()).toBe(EPOCH + 1440 * minute);
});

test('the environment tells the scale', () => {
  expect(timeScaleOf({})).toEqual({ factor: 1, epoch: 0 });
  expect(timeScaleOf({ MILEPOST_TIME_SCALE: '1440', MILEPOST_TIME_EPOCH: String(EPOCH) })).toEqual({
    factor: 1440,
    epoch: EPOCH,
  });
});

test('a scale without an epoch is refused, and so is one that is no number', () => {
  expect(() => timeScaleOf({ MILEPOST_TIME_SCALE: '60' })).toThrow('set MILEPOST_TIME_EPOCH');
  const wrong = { MILEPOST_TIME_SCALE: 'fast', MILEPOST_TIME_EPOCH: '0' };
  expect(() => timeScaleOf(wrong)).toThrow('cannot run NaN times as fast');
});
