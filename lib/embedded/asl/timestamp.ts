// A Wait's Timestamp: the RFC 3339 profile of ISO 8601, with an uppercase T and an offset or an uppercase Z.

import { parseInstant } from '../../customer/time.ts';

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since the epoch, cut to whole seconds as Step Functions does; undefined if the text is no timestamp. */
export function parseTimestamp(text: string): number | undefined {
  if (!TIMESTAMP.test(text) || text.slice(11, 13) === '24') return undefined;
  const millis = parseInstant(text);
  return millis === undefined ? undefined : Math.floor(millis / 1000) * 1000;
}
