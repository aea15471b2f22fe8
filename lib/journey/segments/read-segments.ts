// The texts of segment files become segments, or everything that is wrong with them. A file may also be the condition
// alone, without a name and words about it.

import { isObject } from '../../customer/json.ts';
import { contradictionsIn } from '../checks/contradictions.ts';
import { placedLeaves, walkValues } from '../checks/places.ts';
import { type Finding, hasErrors, type Path, type Problem } from '../checks/problem.ts';
import { readDeclaration } from '../checks/read-declaration.ts';
import { problemsIn, readJson } from '../checks/read-json.ts';
import { suggest } from '../checks/suggest.ts';
import { type Condition, ConditionSchema, conditionKinds } from '../condition/condition.ts';
import { isReference } from '../reference.ts';
import { segmentsNamed } from './resolve.ts';
import { type Segment, SegmentSchema } from './segment.ts';

export type ReadSegments = { segments: Segment[]; problems: Problem[] };

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** `name` is the file's, without its folder. Segments with errors are left out, and told among the problems. */
export function readSegments(files: readonly { name: string; file: string; text: string }[]): ReadSegments {
  const ids = files.map(({ name }) => idOf(name));
  const problems: Problem[] = [];
  const sound: { segment: Segment; file: string; text: string }[] = [];
  for (const { name, file, text } of files) {
    const { value, place, problems: flaws } = readSegment(file, text);
    const findings = value ? [...flawsOf(idOf(name), value, place, ids)] : [];
    const all = [...flaws, ...problemsIn(file, { ...readJson(text), findings })];
    problems.push(...all);
    if (value && !hasErrors(all)) sound.push({ segment: { ...value, id: idOf(name) }, file, text });
  }
  const asked = new Map(sound.map(({ segment }) => [segment.id, segmentsNamed(segment.when)]));
  const segments: Segment[] = [];
  for (const { segment, file, text } of sound) {
    const circle = circleFrom(segment.id, asked);
    if (circle) {
      const message = `asks for itself: ${circle.join(' → ')}`;
      problems.push(...problemsIn(file, { ...readJson(text), findings: [{ path: [], message }] }));
    } else segments.push(segment);
  }
  return { segments, problems };
}

type Written = Omit<Segment, 'id'> & { id?: string | undefined };

/** A segment's file, and where its condition stands in it. */
function readSegment(file: string, text: string): { value?: Written; place: Path; problems: Problem[] } {
  const { value } = readJson(text);
  const isCondition =
    isObject(value) && !('when' in value) && Object.keys(conditionKinds).some((kind) => kind in value);
  if (isCondition) {
    const read = readDeclaration(file, text, ConditionSchema);
    return { ...(read.value ? { value: { when: read.value } } : {}), place: [], problems: read.problems };
  }
  const read = readDeclaration(file, text, SegmentSchema);
  const { $schema: _, ...written } = read.value ?? {};
  return {
    ...(read.value ? { value: { ...written, when: read.value.when } } : {}),
    place: ['when'],
    problems: read.problems,
  };
}

function idOf(name: string): string {
  return name.replace(/\.json$/, '');
}

function* flawsOf(id: string, segment: Written, place: Path, ids: readonly string[]): Generator<Finding> {
  if (!ID.test(id)) {
    yield {
      path: [],
      message: `the file's name is the segment's: at most 40 letters, digits, - and _, and not "${id}"`,
    };
  }
  if (segment.id !== undefined && segment.id !== id) {
    yield { path: ['id'], message: `"${segment.id}" is not the file's name; write "${id}", or leave it out` };
  }
  for (const leaf of placedLeaves({ condition: segment.when, path: place })) yield* leafFlaws(leaf, ids);
  for (const { value, path } of walkValues(segment.when, place)) {
    if (isReference(value) && !value.ref.startsWith('customer.')) {
      yield {
        path: [...path, 'ref'],
        message: `"${value.ref}" is of a run, and a segment is of customers without one`,
      };
    }
  }
  yield* contradictionsIn({ condition: segment.when, path: place });
}

function* leafFlaws(
  { condition, path }: { condition: Condition; path: Path },
  ids: readonly string[],
): Generator<Finding> {
  for (const kind of ['trigger', 'message', 'webhook'] as const) {
    if (!(kind in condition)) continue;
    yield { path: [...path, kind], message: `asks about a run, and a segment is of customers without one` };
  }
  if ('event' in condition && condition.since !== undefined) {
    yield { path: [...path, 'since'], message: 'counts from the entry of a run; use within instead' };
  }
  if ('segment' in condition) yield* segmentFlaws(condition, path, ids);
}

/** What is wrong with asking for a segment: there is none of that name, or what it asks is written beside it. */
export function* segmentFlaws(
  { segment, is }: { segment: string; is?: unknown },
  path: Path,
  ids: readonly string[],
): Generator<Finding> {
  if (is !== undefined) {
    yield {
      path: [...path, 'is'],
      message: `is filled in by the compiler; leave it out: ${segment} says it by itself`,
    };
  }
  if (ids.includes(segment)) return;
  const near = suggest(segment, ids);
  yield {
    path: [...path, 'segment'],
    message: `there is no segment "${segment}": no file segments/${segment}.json`,
    ...(ids.length > 0 ? { allowed: ids } : {}),
    ...(near === undefined ? {} : { didYouMean: near }),
  };
}

/** The way from a segment back to itself; undefined if there is none. */
function circleFrom(id: string, asked: ReadonlyMap<string, string[]>): string[] | undefined {
  const search = (way: string[]): string[] | undefined => {
    for (const next of asked.get(way.at(-1) ?? '') ?? []) {
      if (next === id) return [...way, next];
      if (way.includes(next)) continue;
      const found = search([...way, next]);
      if (found) return found;
    }
    return undefined;
  };
  return search([id]);
}
