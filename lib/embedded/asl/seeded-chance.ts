// Chance that comes out the same every time: random numbers, UUIDs and task tokens from a seed.

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type SeededChance = {
  /** From 0 up to, not including, 1. */
  random(): number;
  /** A version 4 UUID. */
  uuid(): string;
  token(): string;
};

/** @param seed an integer */
export function seededChance(seed: number): SeededChance {
  const generator = xoroshiro128plus(seed);
  const hexadecimal = (digits: number) =>
    Array.from({ length: digits }, () => uniformInt(generator, 0, 15).toString(16)).join('');
  return {
    random: () => uniformFloat64(generator),
    uuid: () => {
      const variant = uniformInt(generator, 8, 11).toString(16);
      return `${hexadecimal(8)}-${hexadecimal(4)}-4${hexadecimal(3)}-${variant}${hexadecimal(3)}-${hexadecimal(12)}`;
    },
    token: () => `token-${hexadecimal(32)}`,
  };
}
