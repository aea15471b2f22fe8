// Chance as a port: from the machine in earnest, from a seed in replays, so that they repeat to the byte.

import { randomInt, randomUUID } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type Chance = {
  /** From 0 (inclusive) to 1 (exclusive). */
  random(): number;
  /** A name that nothing else has: a UUID. */
  id(): string;
};

const RESOLUTION = 2 ** 47;

export const realChance: Chance = {
  random: () => randomInt(RESOLUTION) / RESOLUTION,
  id: () => randomUUID(),
};

/** The same numbers and names each time for the same seed (a whole number of 32 bits); names are numbered. */
export function seededChance(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  let names = 0;
  return {
    random: () => uniformFloat64(generator),
    id: () => {
      names += 1;
      return `00000000-0000-4000-8000-${names.toString(16).padStart(12, '0')}`;
    },
  };
}
