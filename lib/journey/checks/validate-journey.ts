// A journey's text becomes a journey, or everything that is wrong with it: first by the schema, then by the static
// checks, which also see what is sound in a journey with flaws.

import { type Journey, JourneySchema } from '../journey.ts';
import { takeApart, type ValidationContext } from './check.ts';
import { explain } from './explain.ts';
import { checks } from './index.ts';
import { type Finding, hasErrors, isWithin, type Path, type Problem } from './problem.ts';
import { problemsIn, type ReadJson, readJson } from './read-json.ts';
import { isOfSteps, repair, repairs } from './repair.ts';

/** A journey, unless there are errors; warnings leave it. */
export type Validated = { journey?: Journey; problems: Problem[] };

/** Validates a journey given as JSON text, or as the value that such a text holds. Throws nothing. */
export function validateJourney(source: unknown, context: ValidationContext & { file: string }): Validated {
  const read = readSource(source);
  if (read.value === undefined) return { problems: problemsIn(context.file, read) };
  const { journey, findings } = check(read.value, context);
  const problems = problemsIn(context.file, { ...read, findings: [...read.findings, ...findings] });
  return journey && !hasErrors(problems) ? { journey, problems } : { problems };
}

function readSource(source: unknown): ReadJson {
  if (typeof source === 'string') return readJson(source);
  return { value: source ?? null, findings: [], lineOf: () => undefined };
}

function check(value: unknown, context: ValidationContext): { journey?: Journey; findings: Finding[] } {
  const parsed = JourneySchema.safeParse(value);
  if (parsed.success) return { journey: parsed.data, findings: runChecks(parsed.data, context) };
  const flaws = explain(JourneySchema, value, parsed.error.issues);
  const whole = makeWhole(value, flaws);
  const further = whole ? runChecks(whole.journey, context) : [];
  // What is mended asks and takes less than what was meant, so that whole steps can be judged with it.
  const isSound = ({ path }: Finding) =>
    !whole?.mended.some((place) => isWithin(path, place) || (isWithin(place, path) && !isOfSteps(path)));
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
