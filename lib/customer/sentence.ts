// A schema's complaint as a sentence for people, the same in files and over HTTP: which field, what is wrong, what is allowed.

import type { z } from 'zod';
import { isObject } from './json.ts';
import { didYouMean } from './nearest-name.ts';

type Issue = z.core.$ZodIssue;

const KINDS: Record<string, string> = {
  string: 'text',
  record: 'an object in braces',
  object: 'an object in braces',
  boolean: 'true or false',
};

/**
 * All of the schema's complaints about `input`, in one line. `whole` is what the input is called ("the event"), and
 * `fields` are the names that the schema allows.
 */
export function sentence(error: z.ZodError, input: unknown, whole: string, fields: string[] = []): string {
  return error.issues.map((issue) => clause(issue, input, whole, fields)).join('; ');
}

function clause(issue: Issue, input: unknown, whole: string, fields: string[]): string {
  const subject = issue.path.length === 0 ? whole : `"${issue.path.join('.')}"`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(key, fields)).join('; ');
    case 'invalid_type':
      return wrongKind(subject, KINDS[issue.expected] ?? issue.expected, valueAt(input, issue.path));
    case 'too_small':
      return `${subject} must not be empty`;
    case 'too_big':
      return `${subject} is longer than ${issue.maximum} characters`;
    default:
      return `${subject}: ${issue.message}`;
  }
}

function unknownField(key: string, fields: string[]): string {
  return `"${key}" is no field${didYouMean(key, fields) || ';'} allowed are ${fields.join(', ')}`;
}

function wrongKind(subject: string, expected: string, found: unknown): string {
  if (found === undefined) return `${subject} is missing`;
  return `${subject} must be ${expected}, and is ${kindOf(found)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the text "${value.slice(0, 40)}"`;
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  let value = input;
  for (const key of path)
    value = isObject(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined;
  return value;
}
