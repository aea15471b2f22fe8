// A journey as a marketer writes it: the single source of its checks, its types and its JSON Schema.

import { z } from 'zod';
import { InstantSchema, ZoneSchema } from '../customer/time.ts';
import { DurationSchema } from './calendar/duration.ts';
import { ConditionSchema } from './condition/condition.ts';
import { StepListSchema } from './steps/step.ts';
import './steps/index.ts';
import { TriggerSchema } from './triggers/index.ts';
import { EventPatternFields } from './where.ts';

export const ReentrySchema = z.union([
  z.literal('never'),
  z.literal('always'),
  z.strictObject({ after: DurationSchema }),
]);

export type Reentry = z.infer<typeof ReentrySchema>;

export const ExitRuleSchema = z.strictObject({
  ...EventPatternFields,
  outcome: z.string().min(1).max(80).default('exited'),
});

export type ExitRule = z.infer<typeof ExitRuleSchema>;

export const GoalSchema = z.strictObject({ ...EventPatternFields, within: DurationSchema.optional() });

export type Goal = z.infer<typeof GoalSchema>;

export const JourneySchema = z.strictObject({
  $schema: z.string().optional(),
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'must be letters, digits, - and _, beginning with a letter or digit')
    .max(40),
  name: z.record(z.string(), z.string().min(1)).optional(),
  description: z.string().max(500).optional(),
  trigger: TriggerSchema,
  audience: ConditionSchema.optional(),
  reentry: ReentrySchema.default('never'),
  concurrent: z.strictObject({ by: z.string().min(1) }).optional(),
  exit: z.array(ExitRuleSchema).min(1).optional(),
  goal: GoalSchema.optional(),
  holdout: z.strictObject({ percent: z.number().min(0).max(100) }).optional(),
  priority: z.int().min(-1000).max(1000).optional(),
  startsAt: InstantSchema.optional(),
  endsAt: InstantSchema.optional(),
  timezone: ZoneSchema.optional(),
  steps: StepListSchema.refine((steps) => steps.length > 0, { error: 'is empty; a journey needs at least one step' }),
});

export type Journey = z.infer<typeof JourneySchema>;
