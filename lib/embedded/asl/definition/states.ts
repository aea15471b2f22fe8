// What a state's definition may say: its fields by type, as Amazon States Language has them for JSONata.

import * as z from 'zod';
import { MAX_SECONDS } from '../limits.ts';

const ExpressionSchema = z
  .string()
  .regex(/^\{%[\s\S]*%\}$/, { error: 'write a literal or an expression such as "{% $states.input.x %}"' });

const ErrorEqualsSchema = z.array(z.string().min(1)).min(1, { error: 'name at least one error' });
const AssignSchema = z.record(z.string(), z.json());
const secondsFrom = (least: number) => z.int().min(least).max(MAX_SECONDS);
const SecondsFieldSchema = z.union([secondsFrom(1), ExpressionSchema], {
  error: `write whole seconds from 1 to ${MAX_SECONDS}, or an expression`,
});

const RetrierSchema = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: ErrorEqualsSchema,
  IntervalSeconds: secondsFrom(1).optional(),
  MaxAttempts: secondsFrom(0).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.int().min(1).max(31_622_399).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});

const CatcherSchema = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: ErrorEqualsSchema,
  Next: z.string(),
  Output: z.json().optional(),
  Assign: AssignSchema.optional(),
});

const common = {
  Comment: z.string().optional(),
  QueryLanguage: z.enum(['JSONPath', 'JSONata']).optional(),
};
const flow = { Next: z.string().optional(), End: z.boolean().optional() };
const handover = { Output: z.json().optional(), Assign: AssignSchema.optional() };

const ConditionSchema = z.union([z.boolean(), ExpressionSchema], {
  error: 'write an expression such as "{% $states.input.x = 1 %}"',
});

const TaskSchema = z.strictObject({
  Type: z.literal('Task'),
  ...common,
  ...flow,
  ...handover,
  Resource: z.string(),
  Arguments: z.json().optional(),
  TimeoutSeconds: SecondsFieldSchema.optional(),
  HeartbeatSeconds: SecondsFieldSchema.optional(),
  Retry: z.array(RetrierSchema).optional(),
  Catch: z.array(CatcherSchema).optional(),
});

const WaitSchema = z.strictObject({
  Type: z.literal('Wait'),
  ...common,
  ...flow,
  ...handover,
  Seconds: z
    .union([secondsFrom(0), ExpressionSchema], {
      error: `write whole seconds from 0 to ${MAX_SECONDS}, or an expression`,
    })
    .optional(),
  Timestamp: z.string().optional(),
});

const ChoiceSchema = z.strictObject({
  Type: z.literal('Choice'),
  ...common,
  ...handover,
  Choices: z
    .array(
      z.strictObject({
        Comment: z.string().optional(),
        Condition: ConditionSchema,
        Next: z.string(),
        ...handover,
      }),
    )
    .min(1, { error: 'a Choice needs at least one rule' }),
  Default: z.string().optional(),
});

const PassSchema = z.strictObject({ Type: z.literal('Pass'), ...common, ...flow, ...handover });
const SucceedSchema = z.strictObject({
  Type: z.literal('Succeed'),
  ...common,
  Output: z.json().optional(),
});
const FailSchema = z.strictObject({
  Type: z.literal('Fail'),
  ...common,
  Error: z.string().optional(),
  Cause: z.string().optional(),
});

/** The state types that the runtime knows. */
export const stateTypes = ['Task', 'Wait', 'Choice', 'Pass', 'Succeed', 'Fail'] as const;

export const StateSchema = z.discriminatedUnion('Type', [
  TaskSchema,
  WaitSchema,
  ChoiceSchema,
  PassSchema,
  SucceedSchema,
  FailSchema,
]);

export type StateDefinition = z.infer<typeof StateSchema>;
export type RetrierDefinition = z.infer<typeof RetrierSchema>;
export type CatcherDefinition = z.infer<typeof CatcherSchema>;
export type ChoiceDefinition = z.infer<typeof ChoiceSchema>;
export type TaskDefinition = z.infer<typeof TaskSchema>;
