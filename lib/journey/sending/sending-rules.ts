// `sending.json`: how often and when customers may be written to, across all journeys. The single source of its checks,
// its types and its JSON Schema.

import * as z from 'zod';
import { ZoneSchema } from '../../customer/time.ts';
import { DurationSchema, exactMillis, isCalendarDuration } from '../calendar/duration.ts';
import { DAY } from '../calendar/local-time.ts';
import { TimeOfDaySchema } from '../calendar/time-of-day.ts';
import { WeekdaySchema } from '../calendar/weekday.ts';
import { type ChannelName, channelNames } from '../channels/index.ts';
import { EVERYONE, HolidaysSchema } from './holidays.ts';
import { opening } from './quiet-hours.ts';

const ChannelsSchema = z
  .array(z.enum(channelNames))
  .min(1)
  .refine((list) => new Set(list).size === list.length, 'names a channel twice')
  .describe('The channels that it is about; all of them if absent.');

/** A length of time that is the same everywhere and always, within bounds. */
function exactDuration(longestInDays: number) {
  return DurationSchema.refine((text) => !isCalendarDuration(text), {
    error: (issue) =>
      `"${String(issue.input)}" has months or years, which differ in length; write weeks, days or hours, such as P30D`,
    abort: true,
  }).refine((text) => exactMillis(text) <= longestInDays * DAY, {
    error: (issue) =>
      `"${String(issue.input)}" is longer than ${longestInDays === 1 ? 'a day' : `${longestInDays} days`}; write a shorter one`,
  });
}

const CapSchema = z.strictObject({
  atMost: z.int().min(1).max(1000).describe('How many messages.'),
  within: exactDuration(90).describe('Within any stretch of this length, such as P1D or P7D.'),
  channels: ChannelsSchema.optional(),
  transactional: z
    .enum(['free', 'counted', 'capped'])
    .describe(
      'What transactional messages are to it: free of it, counted but never held back, or capped like marketing.',
    )
    .default('free'),
});

export type Cap = z.infer<typeof CapSchema>;

const QuietHoursSchema = z
  .strictObject({
    from: TimeOfDaySchema.describe('When they begin, where the customer lives.').optional(),
    to: TimeOfDaySchema.describe(
      'When they end: the next day, if that is the earlier on the clock.',
    ).optional(),
    on: z
      .array(z.union([WeekdaySchema, z.literal('holiday')]))
      .min(1)
      .describe('The days on which they begin: days of the week, or "holiday"; every day if absent.')
      .optional(),
    channels: ChannelsSchema.optional(),
    transactional: z.boolean().describe('Whether transactional messages keep them, too.').default(false),
  })
  .superRefine(({ from, to, on }, context) => {
    const add = (message: string) => context.addIssue({ code: 'custom', message });
    if ((from === undefined) !== (to === undefined))
      add('"from" and "to" go together; write both, or neither for all day');
    else if (from === undefined && on === undefined)
      add('would be all day, every day; write "from" and "to", or "on"');
    else if (from !== undefined && from === to)
      add('end when they begin; for all day write neither "from" nor "to"');
  });

export type QuietHours = z.infer<typeof QuietHoursSchema>;

const ZonesSchema = z
  .union([ZoneSchema, z.array(ZoneSchema).min(1)])
  .describe(
    'The zone of customers and journeys that have none; of several, a message keeps the quiet hours of all.',
  );

export const SendingRulesSchema = z
  .strictObject({
    $schema: z.string().optional(),
    caps: z
      .array(CapSchema)
      .max(20)
      .describe('How many messages a customer gets at most, from all journeys together.')
      .default([]),
    quietHours: z.array(QuietHoursSchema).max(20).describe('When customers are left in peace.').default([]),
    holidays: HolidaysSchema.optional(),
    timezone: ZonesSchema.default('UTC'),
    spread: exactDuration(1)
      .describe('Over how long after quiet hours the messages that waited go out.')
      .default('PT30M'),
    patience: exactDuration(90)
      .describe('How long a message may wait in all; one that would wait longer is dropped.')
      .default('P7D'),
  })
  .superRefine((rules, context) => {
    const add = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const { quietHours, holidays } = rules;
    const at = quietHours.findIndex(({ on }) => on?.includes('holiday'));
    if (at >= 0 && !holidays) {
      const example = `"holidays": {"${EVERYONE}": ["12-25"]}`;
      add(['quietHours', at, 'on'], `speaks of holidays, but none are listed; add for example ${example}`);
    }
    // Hours that are flawed themselves have been told of.
    if (quietHours.some((one) => !QuietHoursSchema.safeParse(one).success)) return;
    const never = channelNames.filter((channel) => isQuietAllWeek(rules, channel));
    if (never.length > 0) {
      add(
        ['quietHours'],
        `together leave no time at which ${never.join(', ')} may go out; leave some time open`,
      );
    }
  });

/** Holidays apart, which are not every week. */
function isQuietAllWeek({ holidays: _, ...rules }: SendingRules, channel: ChannelName): boolean {
  const nobody = { id: '', attributes: {}, consent: {}, timezone: 'UTC', changedAt: {} };
  const whose = { profile: nobody, journeyZone: 'UTC' };
  return opening(rules, { purpose: 'marketing', channel }, whose, 0) > 8 * DAY;
}

export type SendingRules = z.infer<typeof SendingRulesSchema>;

/** What holds where there is no sending.json: no caps and no quiet hours. */
export const noSendingRules: SendingRules = SendingRulesSchema.parse({});
