// Checks of the values that a state's fields evaluate to.

import type { Json } from '../../../customer/json.ts';
import { EvaluationError } from '../errors.ts';
import { MAX_SECONDS } from '../limits.ts';
import type { Template } from '../machine.ts';
import { parseTimestamp } from '../timestamp.ts';

/** Whole seconds from 0. */
export function seconds(field: string, template: Template, value: Json): number {
  if (typeof value !== 'number') throw wrongType(field, template, 'number', value);
  if (!Number.isInteger(value)) {
    throw wrong(field, `The ${field} field cannot be parsed as an integer: ${value}`);
  }
  if (value < 0 || value > MAX_SECONDS) {
    throw wrong(field, `The ${field} field must be between 0 and ${MAX_SECONDS} but was: ${value}`);
  }
  return value;
}

/** Milliseconds since the epoch. */
export function timestamp(field: string, template: Template, value: Json): number {
  if (typeof value !== 'string') throw wrongType(field, template, 'string', value);
  const millis = parseTimestamp(value);
  if (millis !== undefined) return millis;
  throw wrong(
    field,
    `The ${field} field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
  );
}

export function truthOf(field: string, template: Template, value: Json): boolean {
  if (typeof value !== 'boolean') throw wrongType(field, template, 'boolean', value);
  return value;
}

export function textOf(field: string, template: Template, value: Json): string {
  if (typeof value !== 'string') throw wrongType(field, template, 'string', value);
  return value;
}

function wrongType(field: string, template: Template, expected: string, value: Json): EvaluationError {
  const actual = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return wrong(
    field,
    `The JSONata expression '${template.source ?? ''}' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was '${actual}' for value: ${JSON.stringify(value)}`,
  );
}

export function wrong(field: string, cause: string): EvaluationError {
  return new EvaluationError(field, cause, false);
}
