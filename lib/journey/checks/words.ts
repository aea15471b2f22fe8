// Values and kinds of values in the words of an error message.

import { isObject } from '../../customer/json.ts';

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in brackets',
  object: 'an object in braces',
  record: 'an object in braces',
};

/** A kind of value as zod calls it. */
export function kindInWords(kind: string): string {
  return KINDS[kind] ?? kind;
}

export function kindsInWords(kinds: readonly string[]): string {
  const words = kinds.map(kindInWords);
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

/** What was written, shortened. */
export function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (isObject(value)) return Object.keys(value).length === 0 ? 'an empty object' : 'an object';
  if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 57)}…` : value}"`;
  return typeof value === 'number' ? `the number ${value}` : String(value);
}
