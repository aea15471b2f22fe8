import { expect, test } from 'vitest';
import { type Chance, happens, oneOf, streams, wholeBetween } from '../../lib/shop/chance.ts';
import { exponential, gamma, logNormal } from '../../lib/shop/distributions.ts';

const DRAWS = 20_000;

function draws(draw: (chance: Chance) => number): number[] {
  const chance = streams(42).next().value;
  return Array.from({ length: DRAWS }, () => draw(chance)).sort((a, b) => a - b);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test('waiting times have the mean that was asked for', () => {
  expect(mean(draws((chance) => exponential(chance, 5))) / 5).toBeCloseTo(1, 1);
});

test('rates have the mean that was asked for, whatever their shape, and differ more the smaller it is', () => {
  for (const shape of [0.5, 1, 4]) {
    const values = draws((chance) => gamma(chance, shape, 3));
    expect(mean(values) / 3).toBeCloseTo(1, 1);
    const variance = mean(values.map((value) => (value - 3) ** 2));
    expect((variance * shape) / 9).toBeCloseTo(1, 0);
  }
});

test('half of the amounts lie below their median', () => {
  expect((draws((chance) => logNormal(chance, 20, 0.5))[DRAWS / 2] ?? 0) / 20).toBeCloseTo(1, 1);
});

test('things happen as often as their probability and weight say', () => {
  expect(mean(draws((chance) => (happens(chance, 0.3) ? 1 : 0)))).toBeCloseTo(0.3, 1);
  expect(mean(draws((chance) => oneOf(chance, [0, 1], (n) => (n === 1 ? 3 : 1))))).toBeCloseTo(0.75, 1);
  const whole = draws((chance) => wholeBetween(chance, 2, 6));
  expect([whole[0], whole.at(-1)]).toEqual([2, 6]);
});

test('there is no choice between nothing', () => {
  expect(() => oneOf(streams(1).next().value, [])).toThrow('nothing to choose from');
});
