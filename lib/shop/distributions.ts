// The distributions that people's habits follow: waiting times, amounts, and how much people differ.

import { between, type Chance } from './chance.ts';

/** The time to the next of events that come at random, `mean` apart on average. */
export function exponential(chance: Chance, mean: number): number {
  return -mean * Math.log(1 - between(chance, 0, 1));
}

/** Standard normal: mean 0, deviation 1 (Box and Muller, 1958). */
export function normal(chance: Chance): number {
  const radius = Math.sqrt(-2 * Math.log(1 - between(chance, 0, 1)));
  return radius * Math.cos(2 * Math.PI * between(chance, 0, 1));
}

/** Amounts: half lie below `median`; `spread` is the deviation of the logarithm. */
export function logNormal(chance: Chance, median: number, spread: number): number {
  return median * Math.exp(spread * normal(chance));
}

/** Rates that differ between people: the smaller `shape` (above 0), the more (Marsaglia and Tsang, 2000). */
export function gamma(chance: Chance, shape: number, mean: number): number {
  if (shape < 1) {
    const boost = between(chance, 0, 1) ** (1 / shape);
    return gamma(chance, shape + 1, (mean * (shape + 1)) / shape) * boost;
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(chance);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - between(chance, 0, 1)) < (x * x) / 2 + d - d * v + d * Math.log(v)) {
      return (mean * d * v) / shape;
    }
  }
}
