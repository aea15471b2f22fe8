import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verdictOn } from '../../../lib/journey/checks/verdict.ts';
import type { Condition } from '../../../lib/journey/condition/condition.ts';
import { compare } from '../../../lib/journey/condition/operators.ts';
import { sayOfCondition } from './say.ts';

describe('a condition that can never hold is told, and why', () => {
  test.each([
    [{ attribute: 'age', gt: 5, lt: 3 }, 'when: can never hold: no value of "age" is gt 5 and lt 3'],
    [{ attribute: 'age', gt: 3, lte: 3 }, 'when: can never hold: no value of "age" is gt 3 and lte 3'],
    [{ attribute: 'age', eq: 7, lt: 5 }, 'when: can never hold: no value of "age" is eq 7 and lt 5'],
    [
      { attribute: 'city', in: ['Ulm'], notIn: ['Ulm'] },
      'when: can never hold: no value of "city" is in ["Ulm"] and notIn ["Ulm"]',
    ],
    [
      { attribute: 'city', eq: 'Ulm', startsWith: 'B' },
      'when: can never hold: no value of "city" is eq "Ulm" and startsWith "B"',
    ],
    [
      { attribute: 'name', gt: 'm', lt: 'a' },
      'when: can never hold: no value of "name" is gt "m" and lt "a"',
    ],
    [
      { attribute: 'joined', before: '-P30D', after: '-P7D' },
      'when: can never hold: no value of "joined" is before "-P30D" and after "-P7D"',
    ],
    [
      { attribute: 'joined', before: '2026-01-01', after: '2026-06-01' },
      'when: can never hold: no value of "joined" is before "2026-01-01" and after "2026-06-01"',
    ],
    [
      { attribute: 'city', exists: false, eq: 'Ulm' },
      'when: "exists": false says that "city" has no value, so eq "Ulm" cannot be asked of it',
    ],
    [
      { attribute: 'city', exists: false, ne: 'Ulm' },
      'when: "exists": false says that "city" has no value, so ne "Ulm" cannot be asked of it',
    ],
    [
      { event: 'order.placed', where: { total: { gt: 5, lt: 5 } } },
      'when.where.total: can never hold: no value of "total" is gt 5 and lt 5',
    ],
    [{ event: 'order.placed', count: { lt: 0 } }, 'when.count: can never hold: a count is never lt 0'],
    [
      { event: 'order.placed', count: { gt: 1, lt: 2 } },
      'when.count: can never hold: a count is never gt 1 and lt 2',
    ],
    [
      { event: 'order.placed', sum: { property: 'total', gt: 10, lt: 5 } },
      'when.sum: can never hold: a sum of total is never gt 10 and lt 5',
    ],
    [
      { all: [{ attribute: 'city', eq: 'Ulm' }, { consent: 'email' }, { attribute: 'city', eq: 'Bonn' }] },
      'when.all[2]: can never hold together with when.all[0]',
    ],
    [
      { all: [{ event: 'x' }, { not: { event: 'x' } }] },
      'when.all[1]: can never hold together with when.all[0]',
    ],
    [
      {
        all: [
          { event: 'x', count: { gte: 3 } },
          { event: 'x', count: { lt: 2 } },
        ],
      },
      'when.all[1]: can never hold together with when.all[0]',
    ],
    [
      {
        all: [
          { consent: 'sms' },
          {
            any: [
              {
                all: [
                  { attribute: 'age', gt: 5 },
                  { attribute: 'age', lt: 3 },
                ],
              },
              { consent: 'email' },
            ],
          },
        ],
      },
      'when.all[1].any[0].all[1]: can never hold together with when.all[1].any[0].all[0]',
    ],
    [
      {
        all: [
          { any: [{ consent: 'sms' }, { consent: 'email' }] },
          { not: { consent: 'sms' } },
          { not: { consent: 'email' } },
        ],
      },
      'when: can never hold',
    ],
  ])('%j', (when, expected) => expect(sayOfCondition(when)).toEqual([expected]));
});

describe('a condition that always holds asks nothing', () => {
  test.each([
    [{ event: 'order.placed', count: { gte: 0 } }, 'when.count: always holds: a count is always gte 0'],
    [
      { any: [{ event: 'x' }, { not: { event: 'x' } }] },
      'when.any[1]: holds whenever when.any[0] does not, so one of the two always does',
    ],
    [
      {
        any: [
          { attribute: 'age', exists: true },
          { attribute: 'age', exists: false },
        ],
      },
      'when.any[1]: holds whenever when.any[0] does not, so one of the two always does',
    ],
    [
      { any: [{ attribute: 'age', ne: 3 }, { not: { attribute: 'age', ne: 3 } }] },
      'when.any[1]: holds whenever when.any[0] does not, so one of the two always does',
    ],
  ])('%j', (when, expected) => expect(sayOfCondition(when)).toEqual([expected]));

  test('the same part twice is a warning', () => {
    expect(sayOfCondition({ any: [{ consent: 'sms' }, { consent: 'sms' }] })).toEqual([
      'when.any[1]: warning: says the same as when.any[0]',
    ]);
  });
});

describe('a condition that asks something is fine', () => {
  test.each([
    [{ attribute: 'age', gt: 3, lt: 5 }],
    [{ attribute: 'age', gte: 3, lte: 3 }],
    [{ attribute: 'age', gt: 3, lt: 4 }],
    [{ attribute: 'joined', before: '-P7D', after: '-P30D' }],
    [{ attribute: 'joined', before: '-P30D', after: '-P1M' }],
    [{ attribute: 'city', contains: 'U', startsWith: 'Neu', endsWith: 'm' }],
    [{ attribute: 'age', gt: { ref: 'trigger.total' }, lt: 3 }],
    // A missing age is neither above nor up to 18.
    [
      {
        any: [
          { attribute: 'age', gt: 18 },
          { attribute: 'age', lte: 18 },
        ],
      },
    ],
    [
      {
        all: [
          { attribute: 'home.city', eq: 'Ulm' },
          { attribute: 'home', exists: true },
        ],
      },
    ],
    [{ all: [{ event: 'x', within: 'P30D' }, { not: { event: 'x', within: 'P7D' } }] }],
    [{ event: 'order.placed', count: { eq: 0 } }],
    [
      {
        all: [
          { attribute: 'tags', contains: 'a' },
          { attribute: 'tags', contains: 'b' },
        ],
      },
    ],
  ])('%j', (when) => expect(sayOfCondition(when)).toEqual([]));
});

const numbers = fc.integer({ min: 0, max: 4 });
const words = fc.constantFrom('a', 'ab', 'b', '');
const scalar = fc.oneof(numbers, words, fc.boolean());
const comparison = fc
  .record(
    {
      eq: scalar,
      ne: scalar,
      gt: numbers,
      lte: numbers,
      in: fc.array(scalar, { minLength: 1, maxLength: 2 }),
      exists: fc.boolean(),
      startsWith: words,
      contains: words,
    },
    { requiredKeys: [] },
  )
  .filter((one) => Object.keys(one).length > 0);
const leaf = comparison.map((one): Condition => ({ attribute: 'x', ...one }));
const condition = fc.oneof(
  leaf,
  fc.tuple(leaf, leaf).map(([a, b]): Condition => ({ all: [a, { not: b }] })),
  fc.tuple(leaf, leaf).map(([a, b]): Condition => ({ any: [a, b] })),
);

function holdsFor(value: string | number | boolean | string[] | undefined, one: Condition): boolean {
  if ('all' in one) return one.all.every((part) => holdsFor(value, part));
  if ('any' in one) return one.any.some((part) => holdsFor(value, part));
  if ('not' in one) return !holdsFor(value, one.not);
  if (!('attribute' in one)) throw new Error('the test makes conditions on attributes only');
  const { attribute: _attribute, ...asked } = one;
  return compare(value, asked, { now: 0, zone: 'UTC', refs: { customer: {}, trigger: {} } });
}

test('what is said to hold never or always does so for every value', () => {
  const value = fc.oneof(scalar, fc.double({ min: -1, max: 6 }), fc.array(words), fc.constant(undefined));
  fc.assert(
    fc.property(condition, fc.array(value, { maxLength: 20 }), (one, values) => {
      const verdict = verdictOn(one);
      if (verdict) expect(values.every((each) => holdsFor(each, one) === (verdict === 'always'))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
