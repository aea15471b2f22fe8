// Newline-delimited JSON: each line is one value, which is accepted or rejected on its own.

import type { Content } from './content.ts';
import { BadLine, orRejected, type Rejected, rejected } from './entry.ts';
import { readLines } from './lines.ts';

/** Batches of what `accept` makes of each line's value, and of rejections (a thrown `BadLine`); blank lines are skipped. */
export async function* readNdjson<T>(
  content: Content,
  accept: (value: unknown, line: number) => T,
): AsyncGenerator<(T | Rejected)[]> {
  for await (const lines of readLines(content.chunks())) {
    const batch: (T | Rejected)[] = [];
    for (const { number, text, problem } of lines) {
      if (problem) batch.push(rejected(content.file, number, text, problem));
      else if (text.trim() !== '')
        batch.push(orRejected(content.file, number, text, () => accept(parseJson(text), number)));
    }
    yield batch;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadLine(`is no valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
