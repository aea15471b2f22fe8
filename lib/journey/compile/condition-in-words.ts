// A condition as a short phrase, for the comments of a Choice and the listing of its ways: "no order.placed within P30D".

import type { Condition } from '../condition/condition.ts';
import { type Operator, operators } from '../condition/operators.ts';
import { isReference } from '../reference.ts';
import type { Where } from '../where.ts';

const LONGEST = 100;

const WORDS: Record<Exclude<Operator, 'exists'>, string> = {
  eq: 'is',
  ne: 'is not',
  in: 'is one of',
  notIn: 'is none of',
  gt: 'over',
  gte: 'at least',
  lt: 'under',
  lte: 'at most',
  contains: 'contains',
  startsWith: 'begins with',
  endsWith: 'ends with',
  before: 'before',
  after: 'after',
};

/** At most a hundred characters; what is longer is cut. */
export function conditionInWords(condition: Condition): string {
  const words = phrase(condition);
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
}

function phrase(condition: Condition): string {
  if ('all' in condition) return condition.all.map(part).join(' and ');
  if ('any' in condition) return condition.any.map(part).join(' or ');
  if ('not' in condition) return without(condition.not);
  if ('segment' in condition) return `in segment ${condition.segment}`;
  if ('consent' in condition) return `consent for ${condition.consent}`;
  if ('message' in condition) return `${condition.message} was ${condition.was}`;
  if ('event' in condition) return events(condition);
  if ('webhook' in condition) return `webhook.${condition.webhook} ${comparison(condition)}`;
  if ('trigger' in condition) return `trigger.${condition.trigger} ${comparison(condition)}`;
  return `${condition.attribute} ${comparison(condition)}`;
}

function without(condition: Condition): string {
  if ('segment' in condition) return `not in segment ${condition.segment}`;
  const isThere = 'consent' in condition || ('event' in condition && !condition.count && !condition.sum);
  return isThere ? `no ${phrase(condition)}` : `not (${phrase(condition)})`;
}

/** A condition inside another, in parentheses where it has parts of its own. */
function part(condition: Condition): string {
  const words = phrase(condition);
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  return parts.length > 1 ? `(${words})` : words;
}

function events(condition: Extract<Condition, { event: string }>): string {
  const { event, where, within, since, count, sum } = condition;
  return [
    event,
    where && withProperties(where),
    count && `${comparison(count)} times`,
    sum && `with ${sum.property} adding up to ${comparison(sum)}`,
    within && `within ${within}`,
    since && `since ${since}`,
  ]
    .filter((words) => words !== undefined)
    .join(' ');
}

/** `where` in words, its properties sorted: "with orderId trigger.orderId". */
function withProperties(where: Where): string {
  const properties = Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1));
  const words = properties.map(([name, expected]) =>
    typeof expected === 'object' && !isReference(expected)
      ? `${name} ${comparison(expected)}`
      : `${name} ${operand(expected)}`,
  );
  return `with ${words.join(' and ')}`;
}

function comparison(written: { [operator in Operator]?: unknown }): string {
  const words = operators.flatMap((operator) => {
    const value = written[operator];
    if (value === undefined) return [];
    if (operator === 'exists') return [value === true ? 'is known' : 'is unknown'];
    return [`${WORDS[operator]} ${operand(value)}`];
  });
  return words.join(' and ');
}

function operand(value: unknown): string {
  if (isReference(value)) return value.ref;
  return Array.isArray(value) ? value.join(', ') : String(value);
}
