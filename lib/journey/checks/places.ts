// Everything within a journey, with its place.

import type { Condition } from '../condition/condition.ts';
import type { Path } from './problem.ts';

export type PlacedLeaf = { condition: Condition; path: Path };

/** Every condition within a condition that is not `all`, `any` or `not`, with its place. */
export function* placedLeaves({ condition, path }: PlacedLeaf): Generator<PlacedLeaf> {
  const inner = partsOf({ condition, path });
  if (inner) for (const part of inner) yield* placedLeaves(part);
  else yield { condition, path };
}

/** The conditions that an `all`, `any` or `not` is around; undefined for other conditions. */
export function partsOf({ condition, path }: PlacedLeaf): PlacedLeaf[] | undefined {
  const placed = (list: readonly Condition[], field: string) =>
    list.map((part, i) => ({ condition: part, path: [...path, field, i] }));
  if ('all' in condition) return placed(condition.all, 'all');
  if ('any' in condition) return placed(condition.any, 'any');
  return 'not' in condition ? [{ condition: condition.not, path: [...path, 'not'] }] : undefined;
}

/** Every value within a value, itself first. */
export function* walkValues(value: unknown, path: Path = []): Generator<{ value: unknown; path: Path }> {
  yield { value, path };
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  for (const [name, inner] of Object.entries(value)) {
    yield* walkValues(inner, [...path, isList ? Number(name) : name]);
  }
}
