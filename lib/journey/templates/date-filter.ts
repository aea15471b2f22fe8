// Liquid's `date` filter, as templates have it: "now" is the run's moment, and the zone is the customer's.

import type { Context } from 'liquidjs';
import { parseInstant } from '../../customer/time.ts';
import { offsetAt } from '../calendar/zone-offset.ts';
import { formatMoment } from './format-moment.ts';

const BARE_DATE = /^\d{4}-\d{2}-\d{2}$/;
const DEFAULT_FORMAT = '%Y-%m-%d %H:%M';

/**
 * `{{ trigger.at | date: "%-d %B" }}`, with a zone as optional second argument. Takes ISO 8601, seconds since the epoch,
 * "now" and "today"; anything else is printed as it is. A bare date, such as a birthday, is the same day everywhere.
 */
export function formatDate(
  context: Context,
  locale: string,
  value: unknown,
  format: unknown,
  zone: unknown,
): unknown {
  const written = value === 'now' || value === 'today' ? context.getSync(['now']) : value;
  const at = momentOf(written);
  if (at === undefined) return value;
  const isBare = typeof written === 'string' && BARE_DATE.test(written);
  const inZone = String(zone ?? (isBare ? undefined : context.getSync(['customer', 'timezone'])) ?? 'UTC');
  const offset = offsetAt(at, inZone) / 60_000;
  return formatMoment(String(format ?? DEFAULT_FORMAT), { at, offset, zone: inZone, locale });
}

const LAST_SECOND = 253_402_300_799;

function momentOf(value: unknown): number | undefined {
  if (typeof value === 'string' && !/^\d+$/.test(value)) return parseInstant(value);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const seconds = Number(value);
  return Math.abs(seconds) <= LAST_SECOND ? seconds * 1000 : undefined;
}
