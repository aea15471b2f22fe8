// What machines tell the step handlers: the run, the step's whole definition, and where the run stands.

import * as z from 'zod';
import type { Position } from '../../lib/customer/event.ts';
import { schemaOf } from '../../lib/journey/steps/index.ts';

const PositionSchema: z.ZodType<Position> = z.strictObject({ at: z.number(), seq: z.number() });

export const RunArgumentSchema = z.strictObject({
  id: z.string(),
  customerId: z.string(),
  visit: z.union([z.number(), z.string()]).transform(String),
});

export type RunArgument = z.infer<typeof RunArgumentSchema>;

/** A step as its machine keeps it: always with an id. Parsed by its own type's schema alone, as this runs at every step. */
export const KeptStepSchema = z
  .looseObject({ type: z.string(), id: z.string() })
  .transform((kept, context) => {
    const schema = schemaOf(kept.type);
    const parsed = schema?.safeParse(kept);
    if (parsed?.success) return { ...parsed.data, id: kept.id };
    const message = parsed ? z.prettifyError(parsed.error) : `there is no step type "${kept.type}"`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

export type KeptStep = z.infer<typeof KeptStepSchema>;

export const StepInputSchema = z.strictObject({
  run: RunArgumentSchema,
  step: KeptStepSchema,
  reachedAt: z.number().optional(),
  cursor: PositionSchema.optional(),
});

export type StepInput = z.infer<typeof StepInputSchema>;

export const WaitInputSchema = z.strictObject({
  run: RunArgumentSchema,
  step: KeptStepSchema,
  deadline: z.number(),
  cursor: PositionSchema,
  token: z.string(),
});

export type WaitInput = z.infer<typeof WaitInputSchema>;
