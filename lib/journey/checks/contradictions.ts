// Conditions that can never hold, or always do, and so ask nothing: an empty range, x and not x, a count of at least 0.

import type { Condition } from '../condition/condition.ts';
import { type Comparison, compare } from '../condition/operators.ts';
import { isReference } from '../reference.ts';
import type { Where } from '../where.ts';
import { around, countCandidates } from './candidates.ts';
import type { Check } from './check.ts';
import { type PlacedLeaf, partsOf } from './places.ts';
import { type Finding, formatPath, type Path } from './problem.ts';
import { verdictOn } from './verdict.ts';

export const contradictions: Check = function* ({ conditions, patterns }) {
  for (const placed of conditions) yield* contradictionsIn(placed);
  for (const { pattern, path } of patterns) yield* inWhere(pattern.where, [...path, 'where']);
};

/** What is wrong with one condition, by itself. */
export function contradictionsIn({ condition, path }: PlacedLeaf): Finding[] {
  const parts = partsOf({ condition, path });
  if (!parts) return [...inLeaf(condition, path)];
  // What is wrong within is said there; the whole is judged when its parts are sound.
  const within = parts.flatMap(contradictionsIn);
  if (within.length > 0) return within;
  return [...together(condition, parts, path), ...repeated(parts)];
}

function together(condition: Condition, parts: readonly PlacedLeaf[], path: Path): Finding[] {
  const verdict = verdictOn(condition);
  if (verdict === undefined) return [];
  const isAll = 'all' in condition;
  for (const [i, first] of parts.entries()) {
    for (const second of parts.slice(i + 1)) {
      const pair = [first.condition, second.condition];
      if (verdictOn(isAll ? { all: pair } : { any: pair }) !== verdict) continue;
      const other = formatPath(first.path);
      const message =
        verdict === 'never'
          ? `can never hold together with ${other}`
          : `holds whenever ${other} does not, so one of the two always does`;
      return [{ path: second.path, message }];
    }
  }
  return [{ path, message: verdict === 'never' ? 'can never hold' : 'always holds, and so asks nothing' }];
}

function repeated(parts: readonly PlacedLeaf[]): Finding[] {
  const seen = new Map<string, Path>();
  return parts.flatMap(({ condition, path }): Finding[] => {
    const text = JSON.stringify(condition);
    const first = seen.get(text);
    seen.set(text, first ?? path);
    return first ? [{ path, message: `says the same as ${formatPath(first)}`, severity: 'warning' }] : [];
  });
}

function* inLeaf(condition: Condition, path: Path): Generator<Finding> {
  if ('attribute' in condition || 'trigger' in condition || 'webhook' in condition) {
    const named =
      'attribute' in condition
        ? condition.attribute
        : 'trigger' in condition
          ? condition.trigger
          : condition.webhook;
    yield* inComparison(condition, named, path, verdictOn(condition) === 'never');
  }
  if (!('event' in condition)) return;
  yield* inWhere(condition.where, [...path, 'where']);
  if (condition.count) {
    const limits = Object.values(condition.count).filter((limit) => limit !== undefined);
    yield* inNumbers(condition.count, countCandidates(limits), [...path, 'count'], 'a count');
  }
  if (condition.sum) {
    const { property, ...limits } = condition.sum;
    const numbers = around(Object.values(limits).filter((limit) => limit !== undefined));
    yield* inNumbers(limits, numbers, [...path, 'sum'], `a sum of ${property}`);
  }
}

function* inWhere(where: Where | undefined, path: Path): Generator<Finding> {
  for (const [name, expected] of Object.entries(where ?? {})) {
    if (typeof expected !== 'object' || isReference(expected)) continue;
    yield* inComparison(
      expected,
      name,
      [...path, name],
      verdictOn({ trigger: name, ...expected }) === 'never',
    );
  }
}

function* inComparison(comparison: Comparison, name: string, path: Path, never: boolean): Generator<Finding> {
  const { exists, ...others } = comparison;
  const asked = written(others);
  if (exists === false && asked !== '') {
    const message = `"exists": false says that "${name}" has no value, so ${asked} cannot be asked of it`;
    yield { path, message };
  } else if (never) {
    yield { path, message: `can never hold: no value of "${name}" is ${asked}` };
  }
}

function* inNumbers(
  limits: Comparison,
  numbers: readonly number[],
  path: Path,
  what: string,
): Generator<Finding> {
  const facts = { now: 0, zone: 'UTC', refs: { customer: {}, trigger: {} } };
  const answers = new Set(numbers.map((number) => compare(number, limits, facts)));
  if (!answers.has(true)) yield { path, message: `can never hold: ${what} is never ${written(limits)}` };
  if (!answers.has(false)) yield { path, message: `always holds: ${what} is always ${written(limits)}` };
}

function written(comparison: object): string {
  return Object.entries(comparison)
    .filter(([name, operand]) => operand !== undefined && name !== 'attribute' && name !== 'trigger')
    .map(([name, operand]) => `${name} ${JSON.stringify(operand)}`)
    .join(' and ');
}
