// The limits of Step Functions (Standard) that a run can meet.

import type { Json } from '../../customer/json.ts';

/** Bytes of UTF-8 that an input, an output, arguments or one Assign may have. */
export const PAYLOAD_BYTES = 256 * 1024;
/** Bytes that all variables of one execution may have together. */
export const VARIABLES_BYTES = 10 * 1024 * 1024;
/** Events in an execution's history, its last one included. */
export const HISTORY_EVENTS = 25_000;
/** How long an execution may run, in seconds. */
export const YEAR_SECONDS = 365 * 24 * 60 * 60;
/** The largest number of seconds that a field takes. */
export const MAX_SECONDS = 99_999_999;

/** By how many bytes a value is over a limit as JSON in UTF-8; 0 if it is not. Cheap for values far below the limit. */
export function excessBytes(value: Json, limit: number): number {
  if (upperBound(value, limit) >= 0) return 0;
  return Math.max(0, Buffer.byteLength(JSON.stringify(value)) - limit);
}

/** The budget left after a value's largest possible size in JSON; negative as soon as that is exhausted. */
function upperBound(value: Json, budget: number): number {
  if (typeof value === 'string') return budget - value.length * 6 - 2;
  if (value === null || typeof value !== 'object') return budget - 24;
  let left = budget - 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      left = upperBound(item, left - 1);
      if (left < 0) return left;
    }
    return left;
  }
  for (const name in value) {
    left = upperBound(value[name] ?? null, left - name.length * 6 - 4);
    if (left < 0) return left;
  }
  return left;
}
