// A local time of day, as steps and windows write it: "HH:MM" on the customer's clock.

import * as z from 'zod';
import { HOUR, MINUTE } from './local-time.ts';

export const TimeOfDaySchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
    error: (issue) =>
      `"${String(issue.input)}" is no time of day; write HH:MM from 00:00 to 23:59, for example 09:30`,
  })
  .meta({ description: 'A local time of day, HH:MM from 00:00 to 23:59.', examples: ['10:00'] });

export type TimeOfDay = z.infer<typeof TimeOfDaySchema>;

/** The milliseconds that the clock shows past midnight. */
export function millisOfDay(time: TimeOfDay): number {
  return Number(time.slice(0, 2)) * HOUR + Number(time.slice(3, 5)) * MINUTE;
}
