// A schema's complaints become findings that a marketer understands: of a union, only those about the alternative
// that was meant; of an unknown name, what is allowed and what is near.

import type { z } from 'zod';
import { isObject } from '../../customer/json.ts';
import { alternativeFor, fieldsOf, schemaAt, typeOf, unionAt, valueAt } from './alternatives.ts';
import { explainUnion } from './explain-union.ts';
import { type Finding, formatPath, type Path } from './problem.ts';
import { suggest, suggestZone } from './suggest.ts';
import { inWords, kindsInWords } from './words.ts';

export type Issue = z.core.$ZodIssue;

/** What `issues` say of `value`, which stands at `base` in its file and was to be as `schema` says. */
export function explain(
  schema: z.core.$ZodType,
  value: unknown,
  issues: readonly Issue[],
  base: Path = [],
): Finding[] {
  const findings = issues.flatMap((issue): Finding[] => {
    const inner = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    const path = [...base, ...inner];
    const found = valueAt(value, inner);
    if (issue.code === 'unrecognized_keys') {
      const around = schemaAt(schema, value, inner);
      return issue.keys.map((key) => unknownField(path, key, around, found));
    }
    if (issue.code === 'invalid_union') {
      const union = unionAt(schema, value, inner);
      const meant = union && alternativeFor(union, found);
      if (meant?.kind === 'one') return explain(meant.schema, found, issue.errors[meant.index] ?? [], path);
      return explainUnion(union, meant, issue.errors, found, path);
    }
    return [{ path, ...explainValue(issue, found, path) }];
  });
  return findings.filter((finding) => !isExplainedBy(finding, findings));
}

/** Whether a mistyped field explains what else is said: that the right one is missing, or that one of several is. */
function isExplainedBy(finding: Finding, findings: readonly Finding[]): boolean {
  return findings.some((other) => {
    if (!other.unknownField || other === finding) return false;
    const around = other.path.slice(0, -1);
    const meant = other.didYouMean === undefined ? around : [...around, other.didYouMean];
    return [formatPath(around), formatPath(meant)].includes(formatPath(finding.path));
  });
}

function unknownField(path: Path, key: string, around: z.core.$ZodType | undefined, value: unknown): Finding {
  const type = around && typeOf(around);
  const things = path[0] === 'trigger' ? 'triggers' : 'steps';
  const fields = fieldsOf(around);
  const free = fields.filter((field) => !isObject(value) || !Object.hasOwn(value, field));
  const message =
    type === undefined ? `"${key}" is not a field here` : `"${key}" is not a field of ${type} ${things}`;
  return withSuggestion(
    { path: [...path, key], message, allowed: fields, unknownField: true },
    suggest(key, free),
  );
}

type Explained = Omit<Finding, 'path'>;

export function withSuggestion<T extends Explained>(finding: T, didYouMean: string | undefined): T {
  return didYouMean === undefined ? finding : { ...finding, didYouMean };
}

function explainValue(issue: Issue, found: unknown, path: Path): Explained {
  switch (issue.code) {
    case 'invalid_type':
      return explainKind([issue.expected], found);
    case 'invalid_value':
      return explainChoice(issue.values.map(String), found);
    case 'too_small':
    case 'too_big':
      return { message: ownMessage(issue) ?? explainSize(issue, found) };
    case 'invalid_key':
      return { message: issue.issues.map((inner) => ownMessage(inner) ?? 'the name is empty').join('; ') };
    case 'invalid_format':
      return { message: `${ownMessage(issue) ?? 'is not written as it must be'}${wasWritten(issue, found)}` };
    default: {
      const zone = path.at(-1) === 'timezone' && typeof found === 'string' ? suggestZone(found) : undefined;
      return withSuggestion({ message: issue.message }, zone);
    }
  }
}

export function explainKind(kinds: readonly string[], found: unknown): Explained {
  const words = kindsInWords(kinds);
  if (found === undefined) return { message: `is missing; it must be ${words}` };
  return { message: `must be ${words}, and is ${inWords(found)}` };
}

export function explainChoice(values: readonly string[], found: unknown): Explained {
  if (found === undefined) return { message: 'is missing', allowed: values };
  const near = typeof found === 'string' ? suggest(found, values) : undefined;
  return withSuggestion(
    { message: `is ${inWords(found)}, which is not allowed here`, allowed: values },
    near,
  );
}

function explainSize(issue: Issue & { code: 'too_small' | 'too_big' }, found: unknown): string {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const bound = issue.code === 'too_small' ? 'at least' : 'at most';
  if (typeof found === 'string') {
    if (found === '') return 'is empty; write something, or leave it out';
    return `is ${found.length} characters long; ${bound} ${limit} are allowed`;
  }
  if (Array.isArray(found)) {
    const needs = `it needs ${bound} ${limit}`;
    return found.length === 0 ? `is empty; ${needs}` : `holds ${found.length}; ${needs}`;
  }
  const than = issue.code === 'too_small' ? 'more than' : 'less than';
  return `must be ${issue.inclusive === false ? than : bound} ${limit}, and is ${inWords(found)}`;
}

/** The message that the schema itself gives; undefined for one of zod's own. */
export function ownMessage(issue: Issue): string | undefined {
  return /^(Too (small|big)|Invalid|Unrecognized)\b/.test(issue.message) ? undefined : issue.message;
}

function wasWritten(issue: Issue, found: unknown): string {
  return typeof found === 'string' && issue.message.includes(found) ? '' : `, and is ${inWords(found)}`;
}
