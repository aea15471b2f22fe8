// Comparisons with a value that the property, by its type in events.json, can never have: a warning.

import { type Comparison, type Operator, operators } from '../condition/operators.ts';
import { declaredProperties, declaredType, type PropertyType } from '../declared-events.ts';
import { isReference } from '../reference.ts';
import type { Where } from '../where.ts';
import type { Check, Subject } from './check.ts';
import { placedLeaves } from './places.ts';
import type { Finding, Path } from './problem.ts';
import { inWords } from './words.ts';

export const valueTypes: Check = function* (subject) {
  for (const { condition, path } of subject.conditions.flatMap((one) => [...placedLeaves(one)])) {
    if ('trigger' in condition) {
      const { trigger, ...comparison } = condition;
      yield* compared(subject, subject.triggerEvent, trigger, comparison, path);
    }
    if ('event' in condition) yield* inWhere(subject, condition.event, condition.where, path);
  }
  for (const { pattern, path } of subject.patterns)
    yield* inWhere(subject, pattern.event, pattern.where, path);
};

function* inWhere(subject: Subject, event: string, where: Where | undefined, path: Path): Generator<Finding> {
  for (const [name, expected] of Object.entries(where ?? {})) {
    const comparison = typeof expected === 'object' ? expected : { eq: expected };
    if (!isReference(comparison)) yield* compared(subject, event, name, comparison, [...path, 'where', name]);
  }
}

function* compared(
  { context }: Subject,
  event: string,
  name: string,
  comparison: Comparison,
  path: Path,
): Generator<Finding> {
  const properties = declaredProperties(context.events, event);
  const type = properties && declaredType(properties, name);
  if (type === undefined || type === 'any') return;
  for (const operator of operators) {
    const operand = comparison[operator];
    if (operand === undefined || operator === 'exists' || isReference(operand)) continue;
    const wrong = [operand].flat().find((value) => !canMatch(type, operator, value));
    if (wrong === undefined) continue;
    const message = `${operator} ${inWords(wrong)} never matches: "${name}" of ${event} is ${kinds[type]}`;
    yield { path, message, severity: 'warning' };
  }
}

const kinds: Record<PropertyType, string> = {
  string: 'a text',
  date: 'a date, as a text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  object: 'an object',
  any: 'anything',
};

const forTexts: readonly Operator[] = ['contains', 'startsWith', 'endsWith', 'before', 'after'];
const ordered: readonly Operator[] = ['gt', 'gte', 'lt', 'lte'];

function canMatch(type: PropertyType, operator: Operator, operand: unknown): boolean {
  switch (type) {
    case 'string':
    case 'date':
      return typeof operand === 'string';
    case 'number':
      return typeof operand === 'number' && !forTexts.includes(operator);
    case 'boolean':
      return typeof operand === 'boolean' && !forTexts.includes(operator) && !ordered.includes(operator);
    case 'list':
      return operator === 'contains';
    default:
      return type === 'any';
  }
}
