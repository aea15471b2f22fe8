// All journeys of a folder are validated together: each by itself, that no two have the same id, and the messages.

import type { Journey } from '../journey.ts';
import type { ValidationContext } from './check.ts';
import { checkMessages } from './messages.ts';
import { type Problem, toProblem } from './problem.ts';
import { readJson } from './read-json.ts';
import { validateJourney } from './validate-journey.ts';

/** The journeys without errors, and what is wrong with the others; warnings may be about any. */
export type ValidatedSet = { journeys: Journey[]; problems: Problem[] };

export function validateSet(
  files: readonly { file: string; text: string }[],
  context: ValidationContext,
): ValidatedSet {
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
  return { journeys, problems: [...problems, ...checkMessages(journeys, context)] };
}
