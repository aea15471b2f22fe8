// The values of CSV cells: moments as shops write them, and numbers.

import { parseInstant } from '../../customer/time.ts';
import { BadLine } from './entry.ts';

const SPACED = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?$/;
const DECIMAL = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const EXAMPLES = 'write for example 2019-10-01, 2019-10-01T00:00:00Z or 2019-10-01 00:00:00 UTC';

/** Milliseconds since the epoch; a bare date is 00:00 UTC. @throws BadLine when the text is no moment or has no zone. */
export function momentOf(text: string): number {
  const millis = parseInstant(text) ?? spacedMoment(text);
  if (millis === undefined) throw new BadLine(`"${text}" is no date or date-time; ${EXAMPLES}`);
  return millis;
}

function spacedMoment(text: string): number | undefined {
  const [, date, time, zone] = SPACED.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  // To guess a zone would shift every quiet hour and deadline that follows.
  if (zone === undefined) throw new BadLine(`"${text}" has no time zone; ${EXAMPLES}`);
  const offset = zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return parseInstant(`${date}T${time}${offset}`);
}

/**
 * A finite decimal as a number, anything else as text, nothing as undefined. A whole number too large to be kept
 * exactly (beyond 2^53, such as a 19-digit category id) stays text, so that no digit is lost.
 */
export function propertyOf(text: string): string | number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (!DECIMAL.test(trimmed)) return text;
  const number = Number(trimmed);
  if (!Number.isFinite(number)) return text;
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number + 0;
}
