// The compiled ones of jsonata's functions, called with one argument. An argument that is not plainly of the right
// type bails out to the library.

import { isObject, type Json, type JsonObject } from '../../../customer/json.ts';
import type { Value } from './scope.ts';
import { BAIL, finite, text, truth } from './values.ts';

export type Unary = (argument: Value) => Value;

/** A function whose answer for undefined is undefined. */
const defined =
  (call: (argument: Json) => Value): Unary =>
  (argument) =>
    argument === undefined ? undefined : call(argument);

const ISO = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d+)?([+-][0-2]\d:[0-5]\d|Z)$/;
const NUMBER = /^-?\d+(\.\d+)?$/;
/** 1 January of the year 1000 to the end of 9999: where the library's format and ISO text are the same. */
const [FIRST_MILLIS, LAST_MILLIS] = [Date.UTC(1000, 0, 1), Date.UTC(10_000, 0, 1) - 1];

export const functions: ReadonlyMap<string, Unary> = new Map<string, Unary>([
  ['exists', (value) => value !== undefined],
  ['boolean', truth],
  ['not', defined((value) => !truth(value))],
  ['string', defined(text)],
  ['number', defined(number)],
  ['ceil', defined((value) => whole(Math.ceil(numeric(value))))],
  ['floor', defined((value) => whole(Math.floor(numeric(value))))],
  ['count', (value) => (value === undefined ? 0 : Array.isArray(value) ? value.length : 1)],
  ['sum', defined((value) => finite(numbers(value).reduce((total, item) => total + item, 0)))],
  ['max', defined((value) => extreme(numbers(value), Math.max))],
  ['min', defined((value) => extreme(numbers(value), Math.min))],
  ['merge', defined(merge)],
  ['toMillis', defined(toMillis)],
  ['fromMillis', defined(fromMillis)],
]);

function numeric(value: Json): number {
  if (typeof value !== 'number') throw BAIL;
  return finite(value);
}

function whole(value: number): number {
  return value === 0 ? 0 : value;
}

function number(value: Json): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string' || !NUMBER.test(value)) throw BAIL;
  return whole(finite(Number.parseFloat(value)));
}

function numbers(value: Json): number[] {
  return Array.isArray(value) ? value.map(numeric) : [numeric(value)];
}

function extreme(values: number[], of: (...values: number[]) => number): Value {
  if (values.length > 1000) throw BAIL;
  return values.length === 0 ? undefined : of(...values);
}

function merge(value: Json): JsonObject {
  const merged: JsonObject = {};
  for (const part of Array.isArray(value) ? value : [value]) {
    if (!isObject(part)) throw BAIL;
    for (const name in part) {
      if (name === '__proto__') throw BAIL;
      merged[name] = part[name] ?? null;
    }
  }
  return merged;
}

function toMillis(value: Json): number {
  if (typeof value !== 'string' || !ISO.test(value)) throw BAIL;
  return finite(Date.parse(value));
}

function fromMillis(value: Json): string {
  const millis = numeric(value);
  if (!Number.isInteger(millis) || millis < FIRST_MILLIS || millis > LAST_MILLIS) throw BAIL;
  return new Date(millis).toISOString();
}
