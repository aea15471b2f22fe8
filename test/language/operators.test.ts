// Every operator: what satisfies it, what a missing value does, and what a value of another type does.

import { describe, expect, test } from 'vitest';
import type { Json } from '../../lib/customer/json.ts';
import { ConditionSchema } from '../../lib/journey/condition/condition.ts';
import { holds } from '../../lib/journey/condition/evaluate.ts';
import { moment } from './moments.ts';

const NOW = moment('03-31 12:00');

/** Whether an attribute with a value (none, if undefined) satisfies a comparison. */
function satisfies(comparison: Record<string, Json>, value: Json | undefined, zone = 'UTC'): boolean {
  const customer = value === undefined ? {} : { value };
  return holds(ConditionSchema.parse({ attribute: 'value', ...comparison }), {
    now: NOW,
    zone,
    refs: { customer: { ...customer, same: 5 }, trigger: { total: 5, name: 'Ann' } },
    consent: {},
    entry: { at: NOW, seq: 1 },
    events: [],
    fates: new Map(),
  });
}

const missing = undefined;

describe.each<[operator: string, operand: Json, matching: Json[], others: Json[]]>([
  ['eq', 5, [5], [6, '5', true, [5], { a: 5 }]],
  ['eq', 'gold', ['gold'], ['Gold', 'silver', 5, ['gold']]],
  ['eq', false, [false], [true, 0, '']],
  ['ne', 5, [6, 0], [5, '6', true, [6]]],
  ['ne', 'gold', ['silver', ''], ['gold', 5, ['gold']]],
  ['in', ['a', 'b', 1], ['a', 'b', 1], ['c', 2, '1', ['a']]],
  ['notIn', ['a', 'b'], ['c', ''], ['a', 'b', 1, true, ['c']]],
  ['notIn', ['a', 1], ['c', 2], ['a', 1, true]],
  ['gt', 5, [5.1, 6], [5, 4, '6', true]],
  ['gte', 5, [5, 6], [4, '5']],
  ['lt', 5, [4, -1], [5, 6, '4', false]],
  ['lte', 5, [5, 4], [6, '4']],
  ['gt', 'b', ['c', 'ba'], ['b', 'a', 3]],
  ['exists', true, [0, '', false, [], {}, 'x'], []],
  ['exists', false, [], [0, '', false, [], {}, 'x']],
  ['contains', 'nn', ['Ann', ['nn', 'x']], ['Bob', ['Ann'], 5, { nn: 1 }]],
  ['contains', 5, [[5, 6]], ['5', 5, ['5'], [6]]],
  ['startsWith', 'An', ['Ann', 'An'], ['ann', 'Joan', 5, ['Ann']]],
  ['endsWith', 'nn', ['Ann', 'nn'], ['Anna', 5, ['nn']]],
  ['before', '2026-03-01T00:00:00Z', ['2026-02-28T23:59:59Z', '2026-02-01'], ['2026-03-01', 'soon', 5]],
  ['after', '2026-03-01T00:00:00Z', ['2026-03-01T00:00:01Z', '2026-03-02'], ['2026-03-01', 'soon', 5, true]],
  ['before', '-P30D', ['2026-03-01T11:59:59Z'], ['2026-03-01T12:00:00Z', '2026-03-02', 'soon', 5]],
  ['after', '-P30D', ['2026-03-01T12:00:01Z', '2027-01-01'], ['2026-03-01T12:00:00Z', '2026-02-01', 5]],
])('%s %j', (operator, operand, matching, others) => {
  const comparison = { [operator]: operand };

  test('is satisfied by what it says, and by nothing of another type', () => {
    for (const value of matching) expect([value, satisfies(comparison, value)]).toEqual([value, true]);
    for (const value of others) expect([value, satisfies(comparison, value)]).toEqual([value, false]);
  });

  test('is satisfied by a missing value only if it is ne, notIn or exists: false', () => {
    const expected =
      operator === 'ne' || operator === 'notIn' || (operator === 'exists' && operand === false);
    expect(satisfies(comparison, missing)).toBe(expected);
    expect(satisfies(comparison, null)).toBe(expected);
  });
});

describe('operators', () => {
  test('must all hold together', () => {
    expect(satisfies({ gte: 5, lt: 10 }, 7)).toBe(true);
    expect(satisfies({ gte: 5, lt: 10 }, 10)).toBe(false);
    expect(satisfies({ ne: 5, exists: true }, missing)).toBe(false);
  });

  test('may compare with the starting event and with the customer', () => {
    expect(satisfies({ gte: { ref: 'trigger.total' } }, 5)).toBe(true);
    expect(satisfies({ gt: { ref: 'customer.same' } }, 5)).toBe(false);
    expect(satisfies({ startsWith: { ref: 'trigger.name' } }, 'Anna')).toBe(true);
  });

  test('compared with nothing match nothing', () => {
    expect(satisfies({ eq: { ref: 'trigger.nothing' } }, 5)).toBe(false);
    expect(satisfies({ eq: { ref: 'trigger.nothing' } }, missing)).toBe(false);
  });

  test('read a date without an offset by the customer’s clock', () => {
    expect(satisfies({ before: '2026-03-01T00:00:00Z' }, '2026-03-01', 'Asia/Tokyo')).toBe(true);
    expect(satisfies({ before: '2026-03-01T00:00:00Z' }, '2026-03-01', 'America/New_York')).toBe(false);
  });

  test('count months back by the calendar: a month before 31 March is 28 February', () => {
    expect(satisfies({ after: '-P1M' }, '2026-02-28T12:00:01Z')).toBe(true);
    expect(satisfies({ after: '-P1M' }, '2026-02-28T12:00:00Z')).toBe(false);
  });

  test.each([
    [{}],
    [{ eq: null }],
    [{ before: 'soon' }],
    [{ before: 'P30D' }],
    [{ in: [] }],
    [{ like: 'x' }],
  ])('are refused when the journey is read: %j', (comparison) => {
    expect(ConditionSchema.safeParse({ attribute: 'value', ...comparison }).success).toBe(false);
  });
});
