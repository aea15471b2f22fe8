// The comparisons of the language. A missing value satisfies only `exists: false`, `ne` and `notIn`; a value
// of another type than the operand satisfies nothing but `exists: true`.

import * as z from 'zod';
import type { Json } from '../../customer/json.ts';
import { subtractDuration } from '../calendar/duration.ts';
import { OFFSET_PATTERN } from '../calendar/parse-duration.ts';
import { momentOfText } from '../calendar/written-moment.ts';
import { isReference, type Referable, ReferenceSchema, resolveReference } from '../reference.ts';

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Comparable = z.union([z.string(), z.number()]);
const orReference = <T extends z.ZodType>(schema: T) => z.union([schema, ReferenceSchema]);

const BACK = /^-P/;
const Moment = z
  .string()
  .refine(
    (text) => (BACK.test(text) && OFFSET_PATTERN.test(text)) || momentOfText(text, 'UTC') !== undefined,
    {
      error: (issue) =>
        `"${String(issue.input)}" is neither a date-time (2026-03-29T10:00:00Z) nor a duration back from now (-P30D)`,
    },
  );

/** The operators with their operands, as fields to be spread into a condition's schema. */
export const operatorFields = {
  eq: orReference(Scalar).describe('Equal to.').optional(),
  ne: orReference(Scalar).describe('Not equal to; true if there is no value.').optional(),
  in: z.array(Scalar).min(1).describe('One of these.').optional(),
  notIn: z.array(Scalar).min(1).describe('None of these; true if there is no value.').optional(),
  gt: orReference(Comparable).describe('Greater than.').optional(),
  gte: orReference(Comparable).describe('Greater than or equal to.').optional(),
  lt: orReference(Comparable).describe('Less than.').optional(),
  lte: orReference(Comparable).describe('Less than or equal to.').optional(),
  exists: z.boolean().describe('Whether there is a value at all.').optional(),
  contains: orReference(Scalar).describe('A text with this in it, or a list with this item.').optional(),
  startsWith: orReference(z.string()).describe('A text that begins with this.').optional(),
  endsWith: orReference(z.string()).describe('A text that ends with this.').optional(),
  before: orReference(Moment)
    .describe('A moment before this date-time, or before -P30D: thirty days ago.')
    .optional(),
  after: orReference(Moment)
    .describe('A moment after this date-time, or after -P30D: thirty days ago.')
    .optional(),
};

export type Operator = keyof typeof operatorFields;
export const operators = Object.keys(operatorFields) as Operator[];

export const ComparisonSchema = z
  .strictObject(operatorFields)
  .refine(hasOperator, { error: `needs an operator: ${operators.join(', ')}` })
  .meta({ id: 'comparison', description: 'Operators, all of which must hold.' });

export type Comparison = z.infer<typeof ComparisonSchema>;

export function hasOperator(value: object): boolean {
  return operators.some((operator) => operator in value);
}

/** What a comparison may look at besides the value: the moment (ms), the zone, and what references name. */
export type ComparisonFacts = { now: number; zone: string; refs: Referable };

/** Whether a value satisfies every operator that a comparison holds. */
export function compare(value: Json | undefined, comparison: Comparison, facts: ComparisonFacts): boolean {
  for (const operator of operators) {
    const written = comparison[operator];
    if (written === undefined) continue;
    const operand = isReference(written) ? resolveReference(written, facts.refs) : written;
    if (!satisfies(operator, value ?? undefined, operand, facts)) return false;
  }
  return true;
}

function satisfies(
  operator: Operator,
  value: Json | undefined,
  operand: Json | undefined,
  facts: ComparisonFacts,
): boolean {
  if (operator === 'exists') return (value !== undefined) === operand;
  if (operand === undefined) return false;
  if (value === undefined) return operator === 'ne' || operator === 'notIn';
  return tests[operator](value, operand, facts);
}

type Test = (value: Json, operand: Json, facts: ComparisonFacts) => boolean;

const sameType = (a: Json, b: Json) => typeof a === typeof b && a !== null && typeof a !== 'object';

const ordered =
  (holds: (order: number) => boolean): Test =>
  (value, operand) => {
    if (typeof value === 'number' && typeof operand === 'number') return holds(value - operand);
    if (typeof value !== 'string' || typeof operand !== 'string') return false;
    return holds(value < operand ? -1 : value > operand ? 1 : 0);
  };

const text =
  (holds: (value: string, operand: string) => boolean): Test =>
  (value, operand) =>
    typeof value === 'string' && typeof operand === 'string' && holds(value, operand);

const timed =
  (holds: (difference: number) => boolean): Test =>
  (value, operand, { now, zone }) => {
    if (typeof value !== 'string' || typeof operand !== 'string') return false;
    const at = momentOfText(value, zone);
    const limit = BACK.test(operand)
      ? subtractDuration(now, operand.slice(1), zone)
      : momentOfText(operand, zone);
    return at !== undefined && limit !== undefined && holds(at - limit);
  };

const listed = (operand: Json, holds: (list: Json[]) => boolean) => Array.isArray(operand) && holds(operand);

const tests: Record<Exclude<Operator, 'exists'>, Test> = {
  eq: (value, operand) => value === operand,
  ne: (value, operand) => sameType(value, operand) && value !== operand,
  in: (value, operand) => listed(operand, (list) => list.includes(value)),
  notIn: (value, operand) =>
    listed(operand, (list) => list.some((item) => sameType(value, item)) && !list.includes(value)),
  gt: ordered((order) => order > 0),
  gte: ordered((order) => order >= 0),
  lt: ordered((order) => order < 0),
  lte: ordered((order) => order <= 0),
  contains: (value, operand) =>
    Array.isArray(value)
      ? value.includes(operand)
      : typeof value === 'string' && typeof operand === 'string' && value.includes(operand),
  startsWith: text((value, operand) => value.startsWith(operand)),
  endsWith: text((value, operand) => value.endsWith(operand)),
  before: timed((difference) => difference < 0),
  after: timed((difference) => difference > 0),
};
