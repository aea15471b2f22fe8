// Items as the stores see them: flat, with open data as JSON text, since DynamoDB refuses numbers and depths that JSON
// allows. An attribute that does not hold what its store wrote is reported with its name.

import { TerminalError } from '../../journey/errors.ts';

export type Key = { pk: string; sk: string };
export type Value = string | number | boolean | Uint8Array | string[];
export type Attributes = { [name: string]: Value };
export type Item = Key & Attributes;

export function text(item: Item, name: string): string {
  const value = item[name];
  if (typeof value !== 'string') throw unexpected(item, name, 'a text');
  return value;
}

export function integer(item: Item, name: string): number {
  const value = item[name];
  if (typeof value !== 'number') throw unexpected(item, name, 'a number');
  return value;
}

export function bytes(item: Item, name: string): Uint8Array {
  const value = item[name];
  if (!(value instanceof Uint8Array)) throw unexpected(item, name, 'bytes');
  return value;
}

/** A value that the same store wrote with JSON.stringify; its type is the one that was written. */
export function json<T>(item: Item, name: string): T {
  return JSON.parse(text(item, name));
}

function unexpected({ pk, sk }: Key, name: string, expected: string): Error {
  return new Error(`The attribute "${name}" of the item ${pk} / ${sk} should hold ${expected}.`);
}

/** What DynamoDB keeps in one item, names and values together. */
const MOST_BYTES = 400 * 1024;

/** Trying again would not make it smaller. */
export class ItemTooLargeError extends TerminalError {
  constructor({ pk, sk }: Key, kilobytes?: number) {
    const most = MOST_BYTES / 1024;
    super(
      `The item ${pk} / ${sk} would have ${kilobytes ?? `more than ${most}`} KB, and DynamoDB keeps at most ${most} KB ` +
        'in one: put less into it, and a link in the place of long texts.',
    );
  }
}

/** Throws `ItemTooLargeError` before anything is sent, and so says which item it is. */
export function checkSize(item: Item): void {
  const size = Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value),
    0,
  );
  if (size > MOST_BYTES) throw new ItemTooLargeError(item, Math.ceil(size / 1024));
}

/** Exact for texts and bytes; no less than what DynamoDB counts for the rest, which is small. */
function sizeOf(value: Value): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + Buffer.byteLength(one) + 1, 3);
  return typeof value === 'number' ? 21 : 1;
}
