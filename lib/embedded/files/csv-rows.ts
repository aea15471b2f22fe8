// CSV text into rows of cells. Records are framed here, so that each is told apart by line and a broken one
// costs no other; what is inside a record is the csv-parse library's business.

import { CsvError, type CsvErrorCode, parse } from 'csv-parse/sync';
import { type Line, LONGEST_LINE } from './lines.ts';

/** A row; `line` is where it begins. With a `problem` it could not be read, and `cells` is empty. */
export type Row = { line: number; text: string; cells: string[]; problem?: string };

// Of one form for the whole file, and lenient only about the number of cells, which the caller checks.
const FORM = { record_delimiter: '\n', relax_column_count: true, max_record_size: 0 };

/** Batches of rows; blank lines between rows are skipped. */
export async function* readRows(batches: AsyncIterable<Line[]>): AsyncGenerator<Row[]> {
  const framer = new RecordFramer();
  for await (const lines of batches) {
    const rows = parseRecords(framer.frame(lines));
    if (rows.length > 0) yield rows;
  }
  const last = parseRecords(framer.end());
  if (last.length > 0) yield last;
}

/** The lines of one record, or of something that is none. */
type Frame = { line: number; text: string; problem?: string };

// A record goes on over line ends while a quote is open, that is, while its quotes are odd in number.
class RecordFramer {
  #open: Line[] = [];
  #openLength = 0;

  frame(lines: Line[]): Frame[] {
    const frames: Frame[] = [];
    // Lines given back after a broken record are read again, before those that follow.
    const pending = [...lines].reverse();
    for (let line = pending.pop(); line !== undefined; line = pending.pop()) {
      if (this.#open.length > 0) this.#continue(line, frames, pending);
      else this.#begin(line, frames);
    }
    return frames;
  }

  end(): Frame[] {
    const frames: Frame[] = [];
    while (this.#open.length > 0) frames.push(...this.frame(this.#giveUp(frames)));
    return frames;
  }

  #begin(line: Line, frames: Frame[]): void {
    if (line.problem) frames.push({ line: line.number, text: line.text, problem: line.problem });
    else if (isClosed(line.text)) {
      if (line.text.trim() !== '') frames.push({ line: line.number, text: line.text });
    } else this.#hold(line);
  }

  #continue(line: Line, frames: Frame[], pending: Line[]): void {
    this.#hold(line);
    const broken = line.problem !== undefined || this.#openLength > LONGEST_LINE;
    if (!broken && isClosed(line.text)) return;
    const text = this.#open.map((part) => part.text).join('\n');
    if (!broken && parseText(text).problem === undefined) {
      frames.push({ line: this.#open[0]?.number ?? 0, text });
      this.#reset();
    } else {
      for (const given of this.#giveUp(frames).reverse()) pending.push(given);
    }
  }

  #hold(line: Line): void {
    this.#open.push(line);
    this.#openLength += line.text.length;
  }

  // The first line is the broken one, and alone it shows its problem; those after it, taken for its continuation,
  // are given back.
  #giveUp(frames: Frame[]): Line[] {
    const [first, ...rest] = this.#open;
    this.#reset();
    if (first) frames.push({ line: first.number, text: first.text });
    return rest;
  }

  #reset(): void {
    this.#open = [];
    this.#openLength = 0;
  }
}

function isClosed(text: string): boolean {
  let closed = true;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) closed = !closed;
  return closed;
}

// All at once, which is fast; by halves when that fails, until each broken record stands alone.
function parseRecords(frames: Frame[]): Row[] {
  const [first, second] = frames;
  if (first === undefined) return [];
  if (second === undefined) return [parseRecord(first)];
  if (frames.every((frame) => frame.problem === undefined)) {
    const { rows } = parseText(frames.map((frame) => frame.text).join('\n'));
    if (rows.length === frames.length) {
      return frames.map(({ line, text }, index) => ({ line, text, cells: rows[index] ?? [] }));
    }
  }
  const half = frames.length >> 1;
  return [...parseRecords(frames.slice(0, half)), ...parseRecords(frames.slice(half))];
}

function parseRecord({ line, text, problem }: Frame): Row {
  if (problem !== undefined) return { line, text, cells: [], problem };
  const { rows, problem: found } = parseText(text);
  return { line, text, cells: rows[0] ?? [], ...(found !== undefined && { problem: found }) };
}

const PROBLEMS: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a closing quote is followed by text; write a quote inside a quoted cell twice',
  INVALID_OPENING_QUOTE:
    'a quote stands inside a cell; put the whole cell in quotes and write that quote twice',
};

function parseText(text: string): { rows: string[][]; problem?: string } {
  try {
    return { rows: parse(text, FORM) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { rows: [], problem: PROBLEMS[error.code] ?? error.message };
  }
}
