// A few values that stand for all values, as far as given comparisons can tell them apart: trying these out is as good
// as trying every value. So a contradiction is found by the same code that decides in earnest.

import type { Json } from '../../customer/json.ts';
import { formatInstant } from '../../customer/time.ts';
import { subtractDuration } from '../calendar/duration.ts';
import { momentOfText } from '../calendar/written-moment.ts';
import type { Comparison, Operator } from '../condition/operators.ts';

export type Candidate = Json | undefined;

/** More patterns than this give too many combinations. */
const MOST_PATTERNS = 6;
const OTHER = '\u{10ffff}';
const GAP = '\u0001';

/**
 * Values for comparisons without references, at the moment `now` (ms); undefined where texts are compared in ways
 * that do not go together (by order and by date, say), and nothing is claimed.
 */
export function candidatesFor(comparisons: readonly Comparison[], now: number): Candidate[] | undefined {
  const operands = (...names: Operator[]) =>
    comparisons.flatMap((comparison) => names.flatMap((name) => [comparison[name] ?? []].flat()));
  const equal = operands('eq', 'ne', 'in', 'notIn');
  const order = operands('gt', 'gte', 'lt', 'lte');
  const contained = operands('contains');
  const patterns = {
    starts: operands('startsWith').filter(isText),
    ends: operands('endsWith').filter(isText),
    inside: contained.filter(isText),
  };
  const moments = operands('before', 'after').filter(isText);
  const families = [
    order.some(isText),
    Object.values(patterns).some((list) => list.length > 0),
    moments.length > 0,
  ];
  if (families.filter(Boolean).length > 1) return undefined;
  const texts = [...equal, ...order].filter(isText);
  const combined = combinations(patterns);
  if (!combined) return undefined;
  return [
    undefined,
    true,
    false,
    ...around([...equal, ...order].filter((value) => typeof value === 'number')),
    '',
    OTHER,
    ...texts.flatMap((text) => [text, `${text}\u0000`]),
    ...combined,
    ...moments.flatMap((text) => aroundMoment(text, now)),
    [],
    ...subsets(contained.slice(0, MOST_PATTERNS)),
  ];
}

/** Whole numbers, from 0, that stand for all counts. */
export function countCandidates(limits: readonly number[]): number[] {
  const near = limits.flatMap((limit) => [
    Math.floor(limit) - 1,
    Math.floor(limit),
    Math.ceil(limit),
    Math.ceil(limit) + 1,
  ]);
  return [...new Set([0, ...near])].filter((count) => count >= 0);
}

/** The numbers themselves, one between each two, and one beyond each end. */
export function around(numbers: readonly number[]): number[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const between = sorted.slice(1).map((number, i) => (number + (sorted[i] ?? 0)) / 2);
  return [(sorted[0] ?? 0) - 1, ...sorted, ...between, (sorted.at(-1) ?? 0) + 1];
}

function aroundMoment(text: string, now: number): string[] {
  const at = text.startsWith('-P') ? subtractDuration(now, text.slice(1), 'UTC') : momentOfText(text, 'UTC');
  return at === undefined ? [] : [at - 1, at, at + 1].map(formatInstant);
}

type Patterns = { starts: string[]; ends: string[]; inside: string[] };

/** Texts that meet each combination of patterns. */
function combinations({ starts, ends, inside }: Patterns): string[] | undefined {
  if (starts.length + ends.length + inside.length > MOST_PATTERNS) return undefined;
  return [...subsets(starts)].flatMap((begin) =>
    [...subsets(inside)].flatMap((middle) =>
      [...subsets(ends)].map((end) => [longest(begin), ...middle, longest(end)].join(GAP)),
    ),
  );
}

function subsets<T>(list: readonly T[]): T[][] {
  const sets: T[][] = [[]];
  for (const item of list) sets.push(...sets.map((set) => [...set, item]));
  return sets;
}

function longest(texts: readonly string[]): string {
  return texts.reduce((a, b) => (b.length > a.length ? b : a), '');
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
