// jsonata's own notions of truth, equality and text, for compiled expressions. What they do not cover bails out to the
// library, which gives the answer or the error.

import type { Json } from '../../../customer/json.ts';
import type { Value } from './scope.ts';

/** Thrown by a compiled expression that leaves the answer, or the error, to the library. */
export const BAIL = Symbol('the jsonata library decides');

/** jsonata's boolean cast; undefined stays undefined. */
export function truth(value: Value): boolean | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.length > 0;
  if (typeof value === 'number') return finite(value) !== 0;
  if (value === null) return false;
  if (Array.isArray(value)) {
    const [first] = value;
    return value.length === 1 && first !== undefined
      ? truth(first) === true
      : value.some((item) => truth(item) === true);
  }
  return Object.keys(value).length > 0;
}

export function finite(value: number): number {
  if (!Number.isFinite(value)) throw BAIL;
  return value;
}

/** jsonata's `=` for two defined values. */
export function equal(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left)) {
    if (!Array.isArray(right)) throw BAIL;
    return left.length === right.length && left.every((item, index) => equal(item, right[index] ?? null));
  }
  if (Array.isArray(right)) throw BAIL;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => {
    const [mine, other] = [left[name], right[name]];
    return mine !== undefined && other !== undefined && Object.hasOwn(right, name) && equal(mine, other);
  });
}

/** jsonata's $string of a defined value: numbers to 15 digits, everything but strings as JSON. */
export function text(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(round15(value));
  if (value === null || typeof value === 'boolean') return String(value);
  return JSON.stringify(value, (_name, part: unknown) => (typeof part === 'number' ? round15(part) : part));
}

function round15(value: number): number {
  if (Number.isSafeInteger(value) && Math.abs(value) < 1e15) return value;
  return Number(finite(value).toPrecision(15));
}

/** Applies literal indexes ([0], [-1]) one after the other, as jsonata's filters do. */
export function pick(value: Value, indexes: readonly number[]): Value {
  let list: Json[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
  let single = false;
  for (const index of indexes) {
    const item = list[index < 0 ? list.length + index : index];
    single = !Array.isArray(item);
    list = Array.isArray(item) ? item : item === undefined ? [] : [item];
  }
  return single ? list[0] : list;
}
