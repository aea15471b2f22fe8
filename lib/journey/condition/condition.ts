// What a journey may ask of a customer: the schema of conditions, the single source for checks and types.

import * as z from 'zod';
import { topics } from '../../customer/topics.ts';
import { DurationSchema } from '../calendar/duration.ts';
import { channelNames } from '../channels/index.ts';
import { WhereSchema } from '../where.ts';
import { hasOperator, operatorFields, operators } from './operators.ts';

const needsOperator = { error: `needs an operator: ${operators.join(', ')}` };

export const AttributeConditionSchema = z
  .strictObject({
    attribute: z.string().min(1).describe('An attribute of the customer; dotted paths reach inside.'),
    ...operatorFields,
  })
  .refine(hasOperator, needsOperator);

export const TriggerConditionSchema = z
  .strictObject({
    trigger: z.string().min(1).describe('A property of the event that started the run.'),
    ...operatorFields,
  })
  .refine(hasOperator, needsOperator);

export const WebhookConditionSchema = z
  .strictObject({
    webhook: z
      .string()
      .min(1)
      .describe('Of the answer to a webhook: the id of its step and a field, such as score.risk.'),
    ...operatorFields,
  })
  .refine(hasOperator, needsOperator);

const numericFields = {
  eq: z.number().optional(),
  ne: z.number().optional(),
  gt: z.number().optional(),
  gte: z.number().optional(),
  lt: z.number().optional(),
  lte: z.number().optional(),
};

export type NumericComparison = {
  [operator in keyof typeof numericFields]?: number | undefined;
};

const needsNumeric = { error: `needs an operator: ${Object.keys(numericFields).join(', ')}` };

export const EventConditionSchema = z.strictObject({
  event: z.string().min(1).max(128).describe('Behaviour: such an event happened, or as often as count says.'),
  where: WhereSchema.optional(),
  within: DurationSchema.describe('Only events of this last time count, such as P30D.').optional(),
  since: z.literal('entry').describe('"entry": only events after the one that started the run.').optional(),
  count: z
    .strictObject(numericFields)
    .refine(hasOperator, needsNumeric)
    .describe('How many such events there must be.')
    .optional(),
  sum: z
    .strictObject({ property: z.string().min(1), ...numericFields })
    .refine(hasOperator, needsNumeric)
    .describe('What a property of these events must add up to.')
    .optional(),
});

export const ConsentConditionSchema = z.strictObject({
  consent: z
    .enum([...channelNames, ...topics])
    .describe(
      'Whether marketing may reach the customer: on this channel, or on this topic by any channel that they agreed to.',
    ),
});

/** What may be asked of a message's fate: what became of it here, and then what feedback tells of it. */
export const fates = ['sent', 'delivered', 'opened', 'clicked', 'bounced', 'held'] as const;
export type Fate = (typeof fates)[number];

export const MessageConditionSchema = z.strictObject({
  message: z.string().min(1).describe('The id of a message step of this journey.'),
  was: z.enum(fates).describe('What became of it.'),
});

export const SegmentConditionSchema = z.strictObject({
  segment: z
    .string()
    .min(1)
    .describe('Whether the customer is in this segment: a file in workflows/segments.'),
  get is() {
    return ConditionSchema.optional().describe(
      'What the segment asks. It is filled in when the journey is compiled, and not to be written.',
    );
  },
});

/** The kinds of condition, by the field that tells them apart. */
export const conditionKinds = {
  all: z.strictObject({
    get all() {
      return z
        .array(ConditionSchema)
        .min(1, 'is empty, and would hold for everyone; leave the condition out');
    },
  }),
  any: z.strictObject({
    get any() {
      return z.array(ConditionSchema).min(1, 'is empty, and would hold for nobody');
    },
  }),
  not: z.strictObject({
    get not() {
      return ConditionSchema;
    },
  }),
  attribute: AttributeConditionSchema,
  trigger: TriggerConditionSchema,
  event: EventConditionSchema,
  segment: SegmentConditionSchema,
  consent: ConsentConditionSchema,
  message: MessageConditionSchema,
  webhook: WebhookConditionSchema,
};

/** `is` is what the segment asks; it is absent in a journey that has not been compiled. */
export type SegmentCondition = { segment: string; is?: Condition | undefined };

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | z.infer<typeof AttributeConditionSchema>
  | z.infer<typeof TriggerConditionSchema>
  | z.infer<typeof EventConditionSchema>
  | SegmentCondition
  | z.infer<typeof ConsentConditionSchema>
  | z.infer<typeof MessageConditionSchema>
  | z.infer<typeof WebhookConditionSchema>;

export const ConditionSchema: z.ZodType<Condition> = z
  .lazy(() => z.union(Object.values(conditionKinds)))
  .meta({ id: 'condition', description: 'Something about the customer that holds or does not.' });
