// How keys are written: parts with a "#" between them, so that a query finds what begins with the same parts.

import { createHash } from 'node:crypto';

/** A sort key may have 1,024 bytes, and ours have at most four parts that come from outside. */
const LONGEST_PART = 200;

/** The parts as one key. Different parts make different keys; a long part stands as its hash. */
export function keyOf(...parts: string[]): string {
  return parts.map(written).join('#');
}

/** The stretch of keys that have these parts, and more. */
export function beginningWith(...parts: string[]): { from: string; to: string } {
  const key = keyOf(...parts);
  // "$" is what follows "#".
  return { from: `${key}#`, to: `${key}$` };
}

/** The first text after this one. */
export function justAfter(key: string): string {
  return `${key}\u0000`;
}

function written(part: string): string {
  const escaped = part.replaceAll('%', '%25').replaceAll('#', '%23');
  if (Buffer.byteLength(escaped) <= LONGEST_PART) return escaped;
  // No escaped part holds "%~".
  return `%~${createHash('sha256').update(part).digest('hex')}`;
}

/** All that is kept of a customer is in this partition; "" is everyone. */
export function partitionOf(customerId: string): string {
  return customerId === '' ? 'everyone' : keyOf('customer', customerId);
}

const OFFSET = 2n ** 53n;

/** An integer, a negative one too, as a text that sorts as the number does; all have one length. */
export function sortable(integer: number): string {
  return (BigInt(Math.floor(integer)) + OFFSET).toString().padStart(17, '0');
}

/** A number from 0 to `shards` - 1, the same for the same parts, spread evenly. */
export function shardOf(shards: number, ...parts: string[]): number {
  return (
    createHash('sha256')
      .update(keyOf(...parts))
      .digest()
      .readUInt32BE() % shards
  );
}
