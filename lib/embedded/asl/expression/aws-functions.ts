// The functions that Step Functions adds to jsonata, with their limits; $random and $uuid in library.ts.
// Source: "Transforming data with JSONata" and the intrinsic functions that they stand for, AWS documentation.

import { createHash } from 'node:crypto';

const ALGORITHMS = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);
const MAX_HASHED_CHARACTERS = 10_000;
const MAX_RANGE = 1000;

/** jsonata's way to fail: an object with a message. */
export function refuse(message: string): never {
  throw { message };
}

/** The items of an array in chunks; the last may be shorter. */
export function partition(array: unknown, size: unknown, ...more: unknown[]): unknown[][] | undefined {
  if (more.length > 0) refuse('$partition takes an array and a chunk size');
  if (array === undefined) return undefined;
  const chunk = integer('$partition', 'second', size);
  if (!Array.isArray(array)) refuse('the first argument of $partition must be an array');
  if (chunk < 1) refuse('the second argument of $partition must be a positive integer');
  const items: unknown[] = array;
  return Array.from({ length: Math.ceil(items.length / chunk) }, (_, index) =>
    items.slice(index * chunk, (index + 1) * chunk),
  );
}

/** The numbers from `first` to `last` at most, by `step`, which may be negative. */
export function range(first: unknown, last: unknown, step: unknown, ...more: unknown[]): number[] {
  if (more.length > 0) refuse('$range takes a first value, a last value and a step');
  const from = integer('$range', 'first', first);
  const to = integer('$range', 'second', last);
  const by = integer('$range', 'third', step);
  if (by === 0) refuse('the third argument of $range must not be zero');
  const length = Math.max(0, Math.floor((to - from) / by) + 1);
  if (length > MAX_RANGE) refuse(`$range makes at most ${MAX_RANGE} items, not ${length}`);
  return Array.from({ length }, (_, index) => from + index * by);
}

/** The hash of a string, or of another value's JSON, in hexadecimal. */
export function hash(data: unknown, algorithm: unknown, ...more: unknown[]): string | undefined {
  if (more.length > 0) refuse('$hash takes data and an algorithm');
  if (data === undefined) return undefined;
  const name = typeof algorithm === 'string' ? ALGORITHMS.get(algorithm) : undefined;
  if (name === undefined) {
    refuse(`the second argument of $hash must be one of ${[...ALGORITHMS.keys()].join(', ')}`);
  }
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  if (text.length > MAX_HASHED_CHARACTERS) {
    refuse(`$hash takes at most ${MAX_HASHED_CHARACTERS} characters, not ${text.length}`);
  }
  return createHash(name).update(text).digest('hex');
}

/** The value that a JSON text stands for. */
export function parse(text: unknown, ...more: unknown[]): unknown {
  if (more.length > 0) refuse('$parse takes one string');
  if (text === undefined) return undefined;
  if (typeof text !== 'string') return refuse('the argument of $parse must be a string');
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(`$parse was given no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** From 0 up to, not including, 1: the same for the same seed (mulberry32). */
export function seededRandom(seed: unknown): number {
  if (typeof seed !== 'number' || !Number.isFinite(seed))
    return refuse('the seed of $random must be a number');
  let bits = (Math.round(seed) + 0x6d2b79f5) | 0;
  bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
}

/** An integer argument; AWS rounds others to the nearest integer. */
function integer(name: string, position: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return refuse(`the ${position} argument of ${name} must be an integer`);
  }
  return Math.round(value);
}
