// Files beside the journeys, such as tiers.json and events.json: checked by their schema, in the same words.

import type { z } from 'zod';
import { explain } from './explain.ts';
import type { Problem } from './problem.ts';
import { problemsIn, readJson } from './read-json.ts';

/** The value of a file as the schema has it; or, without a value, all that is wrong with it. */
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
  return { problems: problemsIn(file, { ...read, findings: [...read.findings, ...flaws] }) };
}
