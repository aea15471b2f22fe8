// Reads the columns of a row with their types. A column that does not hold what its table says is a damaged file or
// a mistake in a query, and is reported with its name.

import type { SQLOutputValue } from 'node:sqlite';

export type Row = Record<string, SQLOutputValue>;

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw unexpected(column, 'a text', value);
  return value;
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw unexpected(column, 'a number', value);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

export function oneOf<Value extends string>(row: Row, column: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === row[column]);
  if (found === undefined) throw unexpected(column, `one of ${values.join(', ')}`, row[column]);
  return found;
}

/** A value that the same store wrote with JSON.stringify; its type is the one that was written. */
export function json<T>(row: Row, column: string): T {
  return JSON.parse(text(row, column));
}

function unexpected(column: string, expected: string, value: unknown): Error {
  return new Error(
    `The column "${column}" should hold ${expected} and holds ${JSON.stringify(value) ?? 'nothing'}.`,
  );
}
