// How long each kind of record is kept: workflows/retention.json. What is not named there is kept until the customer is
// erased.

import * as z from 'zod';
import { exactMillis } from './calendar/duration.ts';

/** Events may be delivered again for two weeks, and what was kept of them must still be there. */
const LEAST_DAYS = 30;

const PeriodSchema = z
  .string()
  .regex(/^P[1-9]\d{0,4}D$/, 'must be a number of days, such as P730D')
  .refine((period) => Number(period.slice(1, -1)) >= LEAST_DAYS, `must be P${LEAST_DAYS}D or more`);

export const RetentionSchema = z.strictObject({
  $schema: z.string().optional(),
  events: PeriodSchema.describe('Events, from when they happened or came, whichever is later.').optional(),
  contents: PeriodSchema.describe('What was said in messages, from when they were decided.').optional(),
  decisions: PeriodSchema.describe('Decisions with their reasons, from when they were made.').optional(),
  runs: PeriodSchema.describe('Runs, from when they ended.').optional(),
  calls: PeriodSchema.describe('Calls of webhooks, from when they began.').optional(),
});

export type Retention = z.infer<typeof RetentionSchema>;

export type RetentionKind = Exclude<keyof Retention, '$schema'>;

/** How long each kind is kept (ms); kinds that are kept for ever are left out. */
export type Periods = { [kind in RetentionKind]?: number };

export function periodsOf({ $schema: _, ...retention }: Retention): Periods {
  const pairs = Object.entries(retention).flatMap(([kind, period]) =>
    period === undefined ? [] : [[kind, exactMillis(period)] as const],
  );
  return Object.fromEntries(pairs);
}
