// Repeating moments as operators have always written them: five fields, read by the clocks of a zone. A library reads
// the fields; which moment a local time is, the language's section on time decides.

import { Cron } from 'croner';
import * as z from 'zod';
import { HOUR, localTime, momentOf } from './local-time.ts';

const FIELDS = 5;
const SIGNS = /^(?:[\d*,/-]|[A-Za-z]{3})+$/;

export const CronSchema = z
  .string()
  .superRefine((text, context) => {
    const message = flawOf(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  })
  .meta({
    description: 'Five fields, local time: minute, hour, day of the month, month, day of the week.',
    examples: ['0 9 * * mon', '30 18 1 * *'],
  });

function flawOf(text: string): string | undefined {
  const fields = text.trim().split(/\s+/);
  const example = 'for example "0 9 * * mon": at nine o’clock on Mondays';
  if (fields.length !== FIELDS) {
    return `"${text}" has ${fields.length} fields; write five (minute, hour, day of the month, month, day of the week), ${example}`;
  }
  const strange = fields.find((field) => !SIGNS.test(field));
  if (strange !== undefined) {
    return `"${strange}" in "${text}" is not understood; a field is made of numbers, names, *, commas, - and /, ${example}`;
  }
  try {
    if (fieldsOf(text).nextRun(new Date(0)) === null) return `"${text}" names a day that never comes`;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
    return `"${text}" is no schedule (${why}); write five fields, ${example}`;
  }
  return undefined;
}

/** More than any clock change moves a local time. */
const REACH = 3 * HOUR;

/**
 * The first moment (ms) not before `from` at which a zone's clocks show a time of the schedule: a time that they skip
 * moves on by the length of the gap, one that they show twice counts the first time.
 */
export function nextOccurrence(cron: string, zone: string, from: number): number {
  const fields = fieldsOf(cron);
  let local = localTime(from, zone) - REACH - 1;
  let first = Infinity;
  let enough = Infinity;
  // Local times that the clocks skip come later than some that follow them, so a little more is looked at.
  while (local <= enough) {
    const next = fields.nextRun(new Date(local));
    if (!next) break;
    local = next.getTime();
    const at = momentOf(local, zone);
    if (at < from) continue;
    first = Math.min(first, at);
    if (enough === Infinity) enough = local + REACH;
  }
  return first;
}

/** The last moment (ms) of the schedule that is not after `upTo` and not before `since`; undefined if there is none. */
export function lastOccurrence(cron: string, zone: string, since: number, upTo: number): number | undefined {
  const fields = fieldsOf(cron);
  let local = localTime(upTo, zone) + REACH;
  let last: number | undefined;
  let enough = -Infinity;
  while (local >= enough) {
    const [before] = fields.previousRuns(1, new Date(local));
    if (!before || before.getTime() < localTime(since, zone) - REACH) break;
    local = before.getTime();
    const at = momentOf(local, zone);
    if (at > upTo || at < since) continue;
    last = Math.max(last ?? -Infinity, at);
    if (enough === -Infinity) enough = local - REACH;
  }
  return last;
}

const parsed = new Map<string, Cron>();

/** The fields by themselves: local times are read as if they were in UTC, where no clock changes. */
function fieldsOf(cron: string): Cron {
  let fields = parsed.get(cron);
  if (!fields) {
    fields = new Cron(cron.trim(), { timezone: 'UTC', mode: '5-part', paused: true });
    parsed.set(cron, fields);
  }
  return fields;
}
