// `date`: on a date that the customer has as an attribute, once or every year, or some days before or after it.

import * as z from 'zod';
import { isZone, ZoneSchema } from '../../customer/time.ts';
import { anniversary } from '../calendar/anniversary.ts';
import { OffsetSchema } from '../calendar/duration.ts';
import { DAY } from '../calendar/local-time.ts';
import { nextMoment } from '../calendar/next-moment.ts';
import { TimeOfDaySchema } from '../calendar/time-of-day.ts';
import { readPath } from '../reference.ts';
import { type ClockFacts, DUE_EVENT, isDueFor } from './clock.ts';
import type { TriggerDefinition } from './trigger.ts';

const schema = z.strictObject({
  type: z.literal('date'),
  attribute: z
    .string()
    .min(1)
    .describe('The attribute that holds the date, such as birthday; dotted paths reach inside.'),
  every: z.enum(['year', 'once']).describe('"year": on each anniversary; "once": on the date itself.'),
  offset: OffsetSchema.describe('How long after the date, or with a leading - before it.').optional(),
  at: TimeOfDaySchema.describe('Then on to this local time of day, HH:MM; 00:00 if absent.').optional(),
  timezone: z
    .union([z.literal('customer'), ZoneSchema])
    .describe('Whose calendar counts: "customer" (default), or a time zone such as Europe/Berlin.')
    .default('customer'),
});

export type DateTrigger = z.infer<typeof schema>;

export const date: TriggerDefinition<DateTrigger> = {
  schema,
  listensTo: () => DUE_EVENT,
  matches: (_trigger, event, journeyId) => isDueFor(event, journeyId),
  clock: {
    per: 'customer',
    recurs: ({ every }) => every === 'year',
    next: (trigger, facts) =>
      trigger.every === 'year' ? nextAnniversary(trigger, facts) : theDate(trigger, facts),
    rule: ({ attribute, every, offset, at, timezone }) =>
      JSON.stringify([attribute, every, offset, at, timezone]),
    cause: (trigger) => words(trigger),
  },
  // A leap year's anniversaries are a day further apart, and a changed date is another date.
  startsAtMostEvery: ({ every }) => (every === 'year' ? 365 * DAY : 0),
  describe: (trigger) => `on ${words(trigger)}`,
};

function words({ attribute, every, offset }: DateTrigger): string {
  const shift =
    offset === undefined ? '' : offset.startsWith('-') ? `${offset.slice(1)} before ` : `${offset} after `;
  return `${shift}the date ${attribute}${every === 'year' ? ', every year' : ''}`;
}

function zoneOf({ timezone }: DateTrigger, facts: ClockFacts): string {
  return timezone !== 'customer' && isZone(timezone) ? timezone : facts.zone;
}

/** The moment of a date, with the offset and the time of day; undefined if the value is no date. */
function momentFor(trigger: DateTrigger, value: string, zone: string): number | undefined {
  const { attribute, offset, at } = trigger;
  const moment = nextMoment(
    { untilDate: { attribute, offset }, at },
    { now: -Infinity, zone, attribute: value },
  );
  return moment.kind === 'missing' ? undefined : moment.at;
}

function theDate(trigger: DateTrigger, facts: ClockFacts): number | undefined {
  const value = readPath(facts.customer, trigger.attribute);
  const at = typeof value === 'string' ? momentFor(trigger, value, zoneOf(trigger, facts)) : undefined;
  return at !== undefined && at >= facts.from ? at : undefined;
}

function nextAnniversary(trigger: DateTrigger, facts: ClockFacts): number | undefined {
  const value = readPath(facts.customer, trigger.attribute);
  if (typeof value !== 'string') return undefined;
  const zone = zoneOf(trigger, facts);
  return anniversary(value, zone, facts.from, (day) => momentFor(trigger, day, zone));
}
