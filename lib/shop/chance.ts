// Where the shop model takes its chance from: seeded streams, one per customer, and draws from them.

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** A stream of chance. Each draw moves it on; the same seed gives the same stream. */
export type Chance = RandomGenerator;

/** Streams that never overlap, without end: what one customer does changes no other. `seed` is a whole number of 32 bits. */
export function* streams(seed: number): Generator<Chance, never> {
  const source = xoroshiro128plus(seed);
  for (;;) {
    source.jump();
    yield source.clone();
  }
}

/** Evenly from `from` to below `to`. */
export function between(chance: Chance, from: number, to: number): number {
  return from + (to - from) * uniformFloat64(chance);
}

/** A whole number, evenly from `from` to `to`, both included. */
export function wholeBetween(chance: Chance, from: number, to: number): number {
  return Math.floor(between(chance, from, to + 1));
}

/** True with this probability, 0 to 1. */
export function happens(chance: Chance, probability: number): boolean {
  return uniformFloat64(chance) < probability;
}

/** One of the things, each as likely as its weight says; all alike without weights. */
export function oneOf<T>(chance: Chance, things: readonly T[], weightOf: (thing: T) => number = () => 1): T {
  const sum = things.reduce((total, thing) => total + weightOf(thing), 0);
  let left = between(chance, 0, sum);
  for (const thing of things) {
    left -= weightOf(thing);
    if (left < 0) return thing;
  }
  const last = things.at(-1);
  if (last === undefined) throw new RangeError('there is nothing to choose from');
  return last;
}
