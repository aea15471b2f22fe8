// Which CSV column is which: `--csv`, `--event` and `--types`, checked before any file is opened.

import { didYouMean } from '../../customer/nearest-name.ts';

/** How a row becomes an event. Exactly one of `columns.type` and `event` says its type. */
export type CsvMapping = {
  columns: { customerId: string; at: string; id?: string; type?: string };
  /** Property name and column. */
  properties: [string, string][];
  event?: string;
  /** From a value of the type column to the event's type; without it the value is the type. */
  types?: Map<string, string>;
};

/** Options that do not fit together, or are not written as NAME=COLUMN. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
}

const FIELDS = ['id', 'type', 'customerId', 'at'];

/**
 * Reads `customerId=customer_id,at=date,total=usd`. Names that are no field of an event become properties.
 * `event` is the type of every row; `types` reads `view=product.viewed,cart=cart.added`.
 * @throws MappingError saying what is missing or contradictory.
 */
export function parseMapping(csv: string, more: { event?: string; types?: string } = {}): CsvMapping {
  const pairs = parsePairs('--csv', csv, 'NAME=COLUMN');
  const customerId = required(pairs, 'customerId');
  const at = required(pairs, 'at');
  const id = pairs.get('id');
  const type = pairs.get('type');
  if (type !== undefined && more.event !== undefined) {
    throw new MappingError('--event names the type of every row, and --csv has type=…; give one of the two');
  }
  if (type === undefined && more.event === undefined) {
    throw new MappingError(
      'which type has an event? Give --event, for example --event order.placed, or type=COLUMN in --csv',
    );
  }
  if (type === undefined && more.types !== undefined) {
    throw new MappingError('--types translates the values of a type column; give type=COLUMN in --csv');
  }
  return {
    columns: { customerId, at, ...(id !== undefined && { id }), ...(type !== undefined && { type }) },
    properties: [...pairs].filter(([name]) => !FIELDS.includes(name)),
    ...(more.event !== undefined && { event: more.event }),
    ...(more.types !== undefined && { types: parsePairs('--types', more.types, 'VALUE=EVENT') }),
  };
}

function parsePairs(option: string, text: string, form: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const part of text.split(',')) {
    const [name = '', ...rest] = part.split('=');
    const value = rest.join('=').trim();
    if (name.trim() === '' || value === '') {
      throw new MappingError(`${option}: "${part}" is not written as ${form}`);
    }
    if (pairs.has(name.trim())) throw new MappingError(`${option}: "${name.trim()}" is given twice`);
    pairs.set(name.trim(), value);
  }
  return pairs;
}

function required(pairs: Map<string, string>, field: string): string {
  const column = pairs.get(field);
  if (column !== undefined) return column;
  const others = [...pairs.keys()].filter((name) => !FIELDS.includes(name));
  const near = others.find((name) => didYouMean(name, [field]) !== '');
  const hint = near === undefined ? `write ${field}=COLUMN` : `did you mean ${field} where it says ${near}?`;
  throw new MappingError(`--csv: "${field}" has no column; ${hint}`);
}
