// Event files, NDJSON or CSV, gzip or plain, into events and rejections. The replay sorts and sends what comes out.

import { type DeclaredTypes, parseEvent } from '../../customer/ingest.ts';
import { type Content, hashContent, openContent } from './content.ts';
import { eventOfRow, planRows, type RowPlan } from './csv-events.ts';
import { type Row, readRows } from './csv-rows.ts';
import { BadLine, type EventEntry, orRejected } from './entry.ts';
import { FileError } from './file-error.ts';
import { readLines } from './lines.ts';
import type { CsvMapping } from './mapping.ts';
import { readNdjson } from './ndjson.ts';

/** `csv` says how to read CSV; without it every file is NDJSON, with it those that do not begin with a brace are CSV. With `declared`, no other types are taken. */
export type ReadOptions = { csv?: CsvMapping; declared?: DeclaredTypes };

/**
 * A file's events and rejected lines, in the file's order. Blank lines are skipped.
 * @throws FileError when the file cannot be read, or lacks a column of the mapping.
 */
export async function* readEvents(file: string, options: ReadOptions = {}): AsyncGenerator<EventEntry> {
  for await (const batch of readEventBatches(file, options)) yield* batch;
}

/** The same in batches, for those who read millions. */
export async function* readEventBatches(
  file: string,
  { csv, declared }: ReadOptions = {},
): AsyncGenerator<EventEntry[]> {
  const content = await openContent(file);
  if (csv && !(await beginsWithBrace(content))) yield* readCsv(content, csv, declared);
  else {
    yield* readNdjson(content, (raw, line): EventEntry => {
      const parsed = parseEvent(raw, {}, declared);
      if ('problem' in parsed) throw new BadLine(parsed.problem);
      return { kind: 'event', event: parsed.event, line };
    });
  }
}

async function beginsWithBrace(content: Content): Promise<boolean> {
  for await (const lines of readLines(content.chunks())) {
    const first = lines.find((line) => line.text.trim() !== '');
    if (first) return first.text.trimStart().startsWith('{');
  }
  return false;
}

async function* readCsv(
  content: Content,
  mapping: CsvMapping,
  declared: DeclaredTypes,
): AsyncGenerator<EventEntry[]> {
  const { file } = content;
  const hash = await hashContent(content);
  let plan: RowPlan | undefined;
  for await (const rows of readRows(readLines(content.chunks()))) {
    const rest = plan === undefined ? rows.slice(1) : rows;
    plan ??= planRows(file, headerOf(file, rows[0]), hash, mapping);
    const known = plan;
    yield rest.map((row) => entryOf(file, known, row, declared));
  }
  if (plan === undefined) throw new FileError(file, 'is empty; its first line must name the columns');
}

function headerOf(file: string, row: Row | undefined): string[] {
  if (row === undefined) return [];
  if (row.problem !== undefined) throw new FileError(file, `its header, line ${row.line}: ${row.problem}`);
  return row.cells;
}

function entryOf(file: string, plan: RowPlan, row: Row, declared: DeclaredTypes): EventEntry {
  return orRejected(file, row.line, row.text, () => {
    return { kind: 'event', event: eventOfRow(plan, row, declared), line: row.line };
  });
}
