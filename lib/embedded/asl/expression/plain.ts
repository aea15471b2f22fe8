// The library's results as plain JSON: its sequences carry marks of its own, and some values are none of JSON.

import type { Json, JsonObject } from '../../../customer/json.ts';
import type { Value } from './scope.ts';

/** A result as JSON; undefined stays undefined. Throws {message} for a function or a number out of range. */
export function plain(result: unknown): Value {
  if (result === undefined || result === null) return result;
  if (typeof result === 'string' || typeof result === 'boolean') return result;
  if (typeof result === 'number') {
    if (!Number.isFinite(result)) throw { message: 'D1001: Number out of range' };
    return result === 0 ? 0 : result;
  }
  if (Array.isArray(result)) return result.map((item: unknown) => plain(item) ?? null);
  if (typeof result !== 'object' || isFunction(result)) {
    throw { message: 'the result is a function, which is no JSON value' };
  }
  return plainObject(result);
}

function plainObject(result: object): JsonObject {
  const object: JsonObject = {};
  for (const [name, member] of Object.entries(result)) {
    const value: Json | undefined = plain(member);
    if (value !== undefined) object[name] = value;
  }
  return object;
}

function isFunction(value: object): boolean {
  return '_jsonata_function' in value || '_jsonata_lambda' in value;
}
