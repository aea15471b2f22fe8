// What to say of a value that is none of several alternatives, and does not even tell which one was meant.

import type { z } from 'zod';
import { isObject } from '../../customer/json.ts';
import { bare, fieldsOf, type Meant, typeOf } from './alternatives.ts';
import { explain, explainChoice, explainKind, type Issue, withSuggestion } from './explain.ts';
import { isTypeNotYet, notYet } from './not-yet.ts';
import type { Finding, Path } from './problem.ts';
import { suggest } from './suggest.ts';
import { inWords, kindInWords } from './words.ts';

export function explainUnion(
  union: z.ZodUnion | undefined,
  meant: Meant | undefined,
  errors: readonly (readonly Issue[])[],
  found: unknown,
  path: Path,
): Finding[] {
  if (meant?.kind === 'noType') return [unknownType(meant.types, found, path)];
  if (meant?.kind === 'noField') return [unknownCondition(meant.fields, found, path)];
  const taken = errors.findIndex((issues) => !issues.some(isWrongKind));
  if (union && taken >= 0) return explain(union.options[taken] ?? union, found, errors[taken] ?? [], path);
  const options = union?.options.map((option) => bare(option)) ?? [];
  if (options.every((option) => fieldsOf(option).length > 0)) return [notAnObject(options, found, path)];
  const expected = expectations(errors);
  // An alternative for objects is better told by its field, as people write it.
  const objects = options
    .flatMap((option) => fieldsOf(option).slice(0, 1))
    .map((field) => `{ "${field}": … }`);
  const kinds = [...expected.kinds].filter((kind) => kind !== 'object').concat(objects);
  if (expected.values.size === 0) return [{ path, ...explainKind(kinds, found) }];
  const values = [...expected.values];
  return [{ path, ...explainChoice(values, found), allowed: [...values, ...kinds.map(kindInWords)] }];
}

/** A step, a trigger or a condition that is not even an object. */
function notAnObject(options: readonly z.core.$ZodType[], found: unknown, path: Path): Finding {
  const types = options.flatMap((option) => typeOf(option) ?? []);
  const allowed = types.length > 0 ? types : options.flatMap((option) => fieldsOf(option).slice(0, 1));
  const wanted =
    types.length > 0
      ? 'an object in braces, of one of these types'
      : 'an object in braces with one of these fields';
  const state = found === undefined ? 'is missing; it must be' : 'must be';
  return {
    path,
    message: `${state} ${wanted}${found === undefined ? '' : `, and is ${inWords(found)}`}`,
    allowed,
  };
}

function unknownType(types: readonly string[], found: unknown, path: Path): Finding {
  const type = isObject(found) ? found.type : undefined;
  const place = path[0] === 'trigger' ? 'trigger' : 'step';
  const here = [...path, 'type'];
  if (isTypeNotYet(type, place)) return { path: here, message: notYet(String(type)), allowed: types };
  if (typeof type !== 'string') {
    const wrong = type === undefined ? 'is missing' : 'must be a text';
    const message = `${wrong}: it says what kind of ${place} this is`;
    const mistyped = Object.keys(isObject(found) ? found : {}).some((name) => suggest(name, ['type']));
    return withSuggestion({ path: here, message, allowed: types }, mistyped ? 'type' : undefined);
  }
  const message = `"${type}" is not a type of ${place}`;
  return withSuggestion({ path: here, message, allowed: types }, suggest(type, types));
}

function unknownCondition(fields: readonly string[], found: unknown, path: Path): Finding {
  const written = isObject(found) ? Object.keys(found) : [];
  if (written.length === 0)
    return { path, message: 'is an empty condition; leave it out instead', allowed: fields };
  const near = written.map((name) => suggest(name, fields)).find((name) => name !== undefined);
  const message = 'is not a condition: one of these fields must say what it asks';
  return withSuggestion({ path, message, allowed: fields }, near);
}

/** A complaint about the whole value, that it is of another kind: this alternative was not meant. */
function isWrongKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((issues) => issues.some(isWrongKind));
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

/** Which kinds of values and which very values the alternatives would take. */
function expectations(errors: readonly (readonly Issue[])[]): { kinds: Set<string>; values: Set<string> } {
  const kinds = new Set<string>();
  const values = new Set<string>();
  const note = (issue: Issue): void => {
    if (issue.code === 'invalid_union') issue.errors.flat().forEach(note);
    if (issue.code === 'invalid_type') kinds.add(issue.expected);
    if (issue.code === 'invalid_value') for (const value of issue.values) values.add(String(value));
  };
  errors.flat().forEach(note);
  return { kinds, values };
}
