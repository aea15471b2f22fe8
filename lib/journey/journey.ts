// A journey as a marketer writes it: the single source of its checks, its types and its JSON Schema.

import * as z from 'zod';
import { InstantSchema, ZoneSchema } from '../customer/time.ts';
import { DurationSchema } from './calendar/duration.ts';
import { ConditionSchema } from './condition/condition.ts';
import { StepListSchema } from './steps/step.ts';
import './steps/index.ts';
import { clockOf, TriggerSchema } from './triggers/index.ts';
import { EventPatternFields } from './where.ts';

export const ReentrySchema = z
  .union([
    z.literal('never'),
    z.literal('always'),
    z.strictObject({ after: DurationSchema.describe('How long after the last entry, such as P90D.') }),
  ])
  .describe(
    'Whether a customer may enter again: never, always, or after a time. Never, if absent; always, where the trigger is a schedule or a yearly date.',
  );

export type Reentry = z.infer<typeof ReentrySchema>;

export const ExitRuleSchema = z.strictObject({
  ...EventPatternFields,
  outcome: z
    .string()
    .min(1)
    .max(80)
    .describe('How the journey ended, as reports count it.')
    .default('exited'),
});

export type ExitRule = z.infer<typeof ExitRuleSchema>;

export const GoalSchema = z.strictObject({
  ...EventPatternFields,
  within: DurationSchema.describe('How long after entry it still counts; for ever if absent.').optional(),
});

export type Goal = z.infer<typeof GoalSchema>;

export const JourneySchema = z.strictObject({
  $schema: z.string().optional(),
  id: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
      'must be letters, digits, - and _, beginning with a letter or digit',
    )
    .max(40)
    .describe('The name that reports and commands use; unique among the journeys.'),
  name: z.record(z.string(), z.string().min(1)).describe('What people call it, by locale.').optional(),
  description: z.string().max(500).describe('What the journey is for, in your own words.').optional(),
  trigger: TriggerSchema,
  audience: ConditionSchema.describe('Who enters; everyone if absent.').optional(),
  reentry: ReentrySchema.optional(),
  concurrent: z
    .strictObject({ by: z.string().min(1).describe('A property of the starting event, such as orderId.') })
    .describe('One run at a time per value of a property, instead of one per customer.')
    .optional(),
  exit: z.array(ExitRuleSchema).min(1).describe('Events that end a run at once, wherever it is.').optional(),
  goal: GoalSchema.describe('The event that counts as success; it ends nothing.').optional(),
  holdout: z
    .strictObject({ percent: z.number().min(0).max(100) })
    .describe('The share of customers that is kept out and measured.')
    .optional(),
  priority: z
    .int()
    .min(-1000)
    .max(1000)
    .describe('Which journey goes first when only one message is allowed: the higher.')
    .optional(),
  startsAt: InstantSchema.describe('From when on customers enter.').optional(),
  endsAt: InstantSchema.describe('From when on nobody enters any more.').optional(),
  timezone: ZoneSchema.describe('For customers whose time zone is unknown; UTC if absent.').optional(),
  steps: StepListSchema.refine((steps) => steps.length > 0, {
    error: 'is empty; a journey needs at least one step',
  }),
});

export type Journey = z.infer<typeof JourneySchema>;

/** Whether customers may enter again: as it is written, or as the trigger has it by itself. */
export function reentryOf({ reentry, trigger }: Pick<Journey, 'reentry' | 'trigger'>): Reentry {
  return reentry ?? (clockOf(trigger)?.recurs(trigger) ? 'always' : 'never');
}
