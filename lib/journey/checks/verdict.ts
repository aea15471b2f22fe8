// Whether a condition can hold at all, and whether it can fail to: found by trying every combination of what its parts
// may say together.

import type { Condition } from '../condition/condition.ts';
import { leaves } from '../condition/needs.ts';
import { compare } from '../condition/operators.ts';
import { isReference } from '../reference.ts';
import { type Candidate, candidatesFor, countCandidates } from './candidates.ts';

/** `never` and `always` are certain; undefined means that it depends, or is not known. */
export type Verdict = 'never' | 'always' | undefined;

const MOST_WORLDS = 4096;

/** Moments after months of 28, 31 and 29 days: what depends on the length of a month must be so at all of them. */
const MOMENTS = ['2027-03-01', '2027-08-01', '2028-03-01'].map((date) => Date.parse(date));

export function verdictOn(condition: Condition): Verdict {
  const bySubject = Map.groupBy(leaves(condition), subjectOf);
  let worlds: Map<Condition, boolean>[] = [new Map()];
  for (const [subject, parts] of bySubject) {
    const vectors = truths(subject, parts);
    if (worlds.length * vectors.length > MOST_WORLDS) return undefined;
    worlds = worlds.flatMap((world) =>
      vectors.map(
        (vector) => new Map([...world, ...parts.map((part, i) => [part, vector[i] ?? false] as const)]),
      ),
    );
  }
  const answers = new Set(worlds.map((world) => holdsIn(condition, world)));
  if (answers.size !== 1) return undefined;
  return answers.has(true) ? 'always' : 'never';
}

function holdsIn(condition: Condition, world: ReadonlyMap<Condition, boolean>): boolean {
  if ('all' in condition) return condition.all.every((part) => holdsIn(part, world));
  if ('any' in condition) return condition.any.some((part) => holdsIn(part, world));
  if ('not' in condition) return !holdsIn(condition.not, world);
  return world.get(condition) ?? false;
}

/** What a condition is about: parts about the same thing are tried together, others are independent. */
function subjectOf(part: Condition): string {
  if ('attribute' in part && !refers(part)) return `attribute ${part.attribute}`;
  if ('trigger' in part && !refers(part)) return `trigger ${part.trigger}`;
  if ('webhook' in part && !refers(part)) return `webhook ${part.webhook}`;
  if ('event' in part && !part.sum) {
    const { count: _count, ...counted } = part;
    return `count ${JSON.stringify(counted)}`;
  }
  return `other ${JSON.stringify(part)}`;
}

function refers(part: object): boolean {
  return Object.values(part).some(isReference);
}

/** What parts about one subject may say together: a list of answers for each kind of value that it may have. */
function truths(subject: string, parts: readonly Condition[]): boolean[][] {
  const vectors = subject.startsWith('other ')
    ? undefined
    : MOMENTS.flatMap((now) => tried(parts, now) ?? [undefined]);
  // One text, one answer; where no values can be tried, every combination of answers is possible.
  if (!vectors) return [parts.map(() => true), parts.map(() => false)];
  const known = vectors.filter((vector) => vector !== undefined);
  if (known.length < vectors.length) return everyCombination(parts.length);
  return [...new Map(known.map((vector) => [vector.join(), vector])).values()];
}

function tried(parts: readonly Condition[], now: number): boolean[][] | undefined {
  const facts = { now, zone: 'UTC', refs: { customer: {}, trigger: {} } };
  const comparisons = parts.map(comparisonOf);
  const isCount = parts.some((part) => 'event' in part);
  const values: Candidate[] | undefined = isCount
    ? countCandidates(
        comparisons.flatMap((one) => Object.values(one).filter((limit) => typeof limit === 'number')),
      )
    : candidatesFor(comparisons, now);
  return values?.map((value) => comparisons.map((comparison) => compare(value, comparison, facts)));
}

function comparisonOf(part: Condition) {
  if ('attribute' in part) {
    const { attribute: _attribute, ...comparison } = part;
    return comparison;
  }
  if ('trigger' in part) {
    const { trigger: _trigger, ...comparison } = part;
    return comparison;
  }
  if ('webhook' in part) {
    const { webhook: _webhook, ...comparison } = part;
    return comparison;
  }
  return 'event' in part ? (part.count ?? { gte: 1 }) : {};
}

function everyCombination(length: number): boolean[][] {
  return Array.from({ length: length > 10 ? 0 : 2 ** length }, (_, bits) =>
    Array.from({ length }, (_, i) => ((bits >> i) & 1) === 1),
  );
}
