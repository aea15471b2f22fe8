// A CSV row into an event, by the mapping and the file's header.

import { isProfileText } from '../../customer/apply-event.ts';
import { type CustomerEvent, EventInputSchema } from '../../customer/event.ts';
import { type DeclaredTypes, problemOf } from '../../customer/ingest.ts';
import type { JsonObject } from '../../customer/json.ts';
import { didYouMean } from '../../customer/nearest-name.ts';
import { sentence } from '../../customer/sentence.ts';
import type { Row } from './csv-rows.ts';
import { momentOf, propertyOf } from './csv-values.ts';
import { BadLine } from './entry.ts';
import { FileError } from './file-error.ts';
import type { CsvMapping } from './mapping.ts';

/** A column by its name, and its place in each row. */
type Column = { name: string; index: number };

/** A mapping whose columns are found: what is needed for each row. */
export type RowPlan = {
  width: number;
  id?: Column;
  type?: Column;
  customerId: Column;
  at: Column;
  properties: [string, Column][];
  mapping: CsvMapping;
  hash: string;
};

/** @throws FileError when a column of the mapping is not in the header, or there twice. */
export function planRows(file: string, header: string[], hash: string, mapping: CsvMapping): RowPlan {
  const names = header.map((name) => name.trim());
  const find = (name: string): Column => {
    const index = names.indexOf(name);
    if (index === -1) {
      const hint = didYouMean(name, names) || ';';
      throw new FileError(file, `there is no column "${name}"${hint} there are ${names.join(', ')}`);
    }
    if (names.includes(name, index + 1)) throw new FileError(file, `there are two columns "${name}"`);
    return { name, index };
  };
  const { id, type, customerId, at } = mapping.columns;
  return {
    width: header.length,
    ...(id !== undefined && { id: find(id) }),
    ...(type !== undefined && { type: find(type) }),
    customerId: find(customerId),
    at: find(at),
    properties: mapping.properties.map(([property, column]) => [property, find(column)]),
    mapping,
    hash,
  };
}

/** The row's event; without an id column its id is the content's hash and the line. @throws BadLine */
export function eventOfRow(plan: RowPlan, row: Row, declared?: DeclaredTypes): CustomerEvent {
  const { cells, line } = row;
  if (row.problem !== undefined) throw new BadLine(row.problem);
  if (cells.length !== plan.width) {
    const columns = cells.length === 1 ? 'column' : 'columns';
    throw new BadLine(`has ${cells.length} ${columns}, and the header has ${plan.width}`);
  }
  const type = typeOf(plan, cells);
  const event: CustomerEvent = {
    id: plan.id ? fieldOf('id', plan.id, cells) : `${plan.hash}:${line}`,
    type,
    customerId: fieldOf('customerId', plan.customerId, cells),
    at: momentOf(fieldOf('at', plan.at, cells)),
    properties: propertiesOf(plan, type, cells),
    depth: 0,
  };
  const problem = problemOf(event, declared);
  if (problem !== undefined) throw new BadLine(problem);
  return event;
}

const FIELDS = EventInputSchema.shape;

function fieldOf(field: 'id' | 'type' | 'customerId' | 'at', column: Column, cells: string[]): string {
  const text = cells[column.index]?.trim() ?? '';
  if (text === '') throw new BadLine(`"${column.name}" is empty`);
  if (field === 'at') return text;
  const result = FIELDS[field].safeParse(text);
  if (!result.success) throw new BadLine(`"${column.name}": ${sentence(result.error, text, 'it')}`);
  return result.data;
}

function typeOf({ type, mapping }: RowPlan, cells: string[]): string {
  if (type === undefined) return mapping.event ?? '';
  const value = fieldOf('type', type, cells);
  if (mapping.types === undefined) return value;
  const event = mapping.types.get(value);
  if (event !== undefined) return event;
  const listed = [...mapping.types.keys()].join(', ');
  throw new BadLine(`"${type.name}" is "${value}", which --types does not list; it lists ${listed}`);
}

function propertiesOf(plan: RowPlan, type: string, cells: string[]): JsonObject {
  const properties: JsonObject = {};
  for (const [property, column] of plan.properties) {
    const cell = cells[column.index] ?? '';
    // A telephone number is no number.
    const value = isProfileText(type, property) ? cell.trim() || undefined : propertyOf(cell);
    if (value !== undefined) properties[property] = value;
  }
  return properties;
}
