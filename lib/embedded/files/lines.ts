// The second stage of reading: bytes into numbered lines, whose length is bounded whatever the file holds.

import { isUtf8 } from 'node:buffer';

/** A line without its end; the first is 1. With a `problem`, `text` is only the beginning. */
export type Line = { number: number; text: string; problem?: string };

export const LONGEST_LINE = 1024 * 1024;
const KEPT_OF_A_BAD_LINE = 4096;
const NEWLINE = 10;

/** Batches of lines, blank ones included. A line over 1 MiB, or not in UTF-8, comes with its problem. */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  const assembler = new LineAssembler();
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      assembler.append(chunk.subarray(start, end));
      lines.push(assembler.finish());
      start = end + 1;
    }
    assembler.append(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (assembler.length > 0) yield [assembler.finish()];
}

// Collects the pieces of the current line, and forgets the rest of one that grows too long.
class LineAssembler {
  length = 0;
  #pieces: Buffer[] = [];
  #number = 0;

  append(piece: Buffer): void {
    if (piece.length === 0) return;
    if (this.length <= LONGEST_LINE) this.#pieces.push(piece);
    this.length += piece.length;
  }

  finish(): Line {
    const bytes =
      this.#pieces.length === 1 && this.#pieces[0] ? this.#pieces[0] : Buffer.concat(this.#pieces);
    const length = this.length;
    this.#pieces = [];
    this.length = 0;
    this.#number++;
    if (length > LONGEST_LINE) {
      return this.#bad(bytes, `is ${length} bytes long; at most ${LONGEST_LINE} (1 MiB) are read`);
    }
    if (!isUtf8(bytes)) return this.#bad(bytes, 'is not in UTF-8; save the file in that encoding');
    return { number: this.#number, text: this.#withoutMarks(bytes.toString()) };
  }

  #bad(bytes: Buffer, problem: string): Line {
    const text = bytes.subarray(0, KEPT_OF_A_BAD_LINE).toString();
    return { number: this.#number, text: this.#withoutMarks(text), problem };
  }

  // A byte order mark opens files written by Windows programs, and their lines end in CR LF.
  #withoutMarks(text: string): string {
    const from = this.#number === 1 && text.startsWith('\uFEFF') ? 1 : 0;
    return text.slice(from, text.endsWith('\r') ? -1 : undefined);
  }
}
