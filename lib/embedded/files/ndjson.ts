// Newline-delimited JSON: each line is one value of a schema, or is rejected.

import type { z } from 'zod';
import type { Content } from './content.ts';
import { BadLine, orRejected, type Rejected, rejected } from './entry.ts';
import { readLines } from './lines.ts';
import { sentence } from './sentence.ts';

const DEEPEST = 100;

/** Batches of what `wrap` makes of each line's value, and of rejections; blank lines are skipped. */
export async function* readNdjson<S extends z.ZodObject, T>(
  content: Content,
  schema: S,
  wrap: (value: z.infer<S>, line: number) => T,
): AsyncGenerator<(T | Rejected)[]> {
  for await (const lines of readLines(content.chunks())) {
    const batch: (T | Rejected)[] = [];
    for (const { number, text, problem } of lines) {
      if (problem) batch.push(rejected(content.file, number, text, problem));
      else if (text.trim() !== '')
        batch.push(orRejected(content.file, number, text, () => wrap(parseLine(text, schema), number)));
    }
    yield batch;
  }
}

function parseLine<S extends z.ZodObject>(text: string, schema: S): z.infer<S> {
  const input = parseJson(text);
  // The schema and all that follows recurse; a line of brackets must not exhaust the stack.
  if (isDeeper(input, DEEPEST)) throw new BadLine(`is nested more than ${DEEPEST} levels deep`);
  const result = schema.safeParse(input);
  if (!result.success) throw new BadLine(sentence(result.error, input, Object.keys(schema.shape)));
  return result.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadLine(`is no valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
