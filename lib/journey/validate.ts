// A journey's text becomes a journey, or everything that is wrong with it: first by the schema, then by the static
// checks, which also see what is sound in a journey with flaws.

import type { z } from 'zod';
import { takeApart, type ValidationContext } from './checks/check.ts';
import { explain } from './checks/explain.ts';
import { checks } from './checks/index.ts';
import { type Finding, hasErrors, isWithin, type Path, type Problem, toProblem } from './checks/problem.ts';
import { type ReadJson, readJson } from './checks/read-json.ts';
import { repair, repairs } from './checks/repair.ts';
import { type Journey, JourneySchema } from './journey.ts';

export type { ValidationContext } from './checks/check.ts';
export { formatProblems, hasErrors, type Problem } from './checks/problem.ts';

/** A journey, unless there are errors; warnings leave it. */
export type Validated = { journey?: Journey; problems: Problem[] };

/** Validates a journey given as JSON text, or as the value that such a text holds. Throws nothing. */
export function validateJourney(source: unknown, context: ValidationContext & { file: string }): Validated {
  const read = readSource(source);
  if (read.value === undefined) return { problems: inFile(context.file, read) };
  const { journey, findings } = check(read.value, context);
  const problems = inFile(context.file, { ...read, findings: [...read.findings, ...findings] });
  return journey && !hasErrors(problems) ? { journey, problems } : { problems };
}

/** Validates all journeys of a folder together: each, and that no two have the same id. */
export function validateSet(
  files: readonly { file: string; text: string }[],
  context: ValidationContext,
): { journeys: Journey[]; problems: Problem[] } {
  const journeys: Journey[] = [];
  const problems: Problem[] = [];
  const fileOf = new Map<string, string>();
  for (const { file, text } of files) {
    const validated = validateJourney(text, { ...context, file });
    problems.push(...validated.problems);
    if (!validated.journey) continue;
    const { id } = validated.journey;
    const first = fileOf.get(id);
    if (first === undefined) {
      fileOf.set(id, file);
      journeys.push(validated.journey);
    } else {
      const message = `"${id}" is also the id of the journey in ${first}; give each journey an id of its own`;
      problems.push(toProblem(file, { path: ['id'], message }, readJson(text).lineOf(['id'])));
    }
  }
  return { journeys, problems };
}

/** Reads a file of workflows that is no journey, such as tiers.json, and says what is wrong with it in the same way. */
export function readDeclaration<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
): { value?: T; problems: Problem[] } {
  const read = readJson(text);
  const parsed = schema.safeParse(read.value);
  if (parsed.success && read.findings.length === 0) return { value: parsed.data, problems: [] };
  const flaws =
    read.value === undefined || parsed.success ? [] : explain(schema, read.value, parsed.error.issues);
  return { problems: inFile(file, { ...read, findings: [...read.findings, ...flaws] }) };
}

function readSource(source: unknown): ReadJson {
  if (typeof source === 'string') return readJson(source);
  return { value: source ?? null, findings: [], lineOf: () => undefined };
}

function inFile(file: string, { findings, lineOf }: ReadJson): Problem[] {
  const problems = findings.map((finding) => toProblem(file, finding, lineOf(finding.path)));
  return problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function check(value: unknown, context: ValidationContext): { journey?: Journey; findings: Finding[] } {
  const parsed = JourneySchema.safeParse(value);
  if (parsed.success) return { journey: parsed.data, findings: runChecks(parsed.data, context) };
  const flaws = explain(JourneySchema, value, parsed.error.issues);
  const whole = makeWhole(value, flaws);
  const further = whole ? runChecks(whole.journey, context) : [];
  const isSound = ({ path }: Finding) =>
    !whole?.mended.some((place) => isWithin(path, place) || isWithin(place, path));
  return { findings: [...flaws, ...further.filter(isSound)] };
}

function runChecks(journey: Journey, context: ValidationContext): Finding[] {
  const subject = takeApart(journey, context);
  return checks.flatMap((one) => [...one(subject)]);
}

/** The journey with its flawed places mended, and which places those are; undefined if it is past mending. */
function makeWhole(
  value: unknown,
  flaws: readonly Finding[],
): { journey: Journey; mended: Path[] } | undefined {
  let mended = value;
  let paths = flaws.map((flaw) => flaw.path);
  const places: Path[] = [];
  for (const way of repairs) {
    const repaired = repair(mended, paths, way);
    places.push(...paths, ...repaired.places);
    mended = repaired.value;
    const parsed = JourneySchema.safeParse(mended);
    if (parsed.success) return { journey: parsed.data, mended: places };
    paths = explain(JourneySchema, mended, parsed.error.issues).map((flaw) => flaw.path);
  }
  return undefined;
}
