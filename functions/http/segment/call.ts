// The calls of the Segment HTTP API, as its clients send them. What is not named here is let by and not read.

import * as z from 'zod';
import { JsonSchema } from '../../../lib/customer/json.ts';

const NameSchema = z.union([z.string().min(1), z.number()], { error: 'must be text or a number' });
const IdSchema = z.union([z.string(), z.number()], { error: 'must be text or a number' }).nullish();
const MomentSchema = z.string().nullish();
const BagSchema = z.record(z.string(), JsonSchema).nullish();

const common = {
  userId: IdSchema.meta({ description: 'The customer, by your own id.' }),
  anonymousId: IdSchema.meta({ description: 'A visitor who is not known yet; userId goes before it.' }),
  messageId: z.string().nullish().meta({ description: 'Sent twice, it counts once.' }),
  timestamp: MomentSchema.meta({ description: 'When it happened, by the clock of the client.' }),
  originalTimestamp: MomentSchema.meta({ description: 'The same; it goes before timestamp.' }),
  sentAt: MomentSchema.meta({ description: 'When it was sent, by the same clock.' }),
  context: z
    .looseObject({
      locale: z.unknown().optional(),
      timezone: z.unknown().optional(),
      device: z.unknown().optional(),
    })
    .nullish(),
};

const NamedSchema = { name: z.string().nullish(), category: z.string().nullish(), properties: BagSchema };

/** By the last part of their path, which is their type in a batch. */
export const calls = {
  identify: z.looseObject({ type: z.literal('identify'), ...common, traits: BagSchema }),
  track: z.looseObject({
    type: z.literal('track'),
    ...common,
    event: z.string().min(1),
    properties: BagSchema,
  }),
  page: z.looseObject({ type: z.literal('page'), ...common, ...NamedSchema }),
  screen: z.looseObject({ type: z.literal('screen'), ...common, ...NamedSchema }),
  group: z.looseObject({
    type: z.literal('group'),
    ...common,
    groupId: NameSchema,
    traits: BagSchema,
  }),
  alias: z.looseObject({ type: z.literal('alias'), ...common, previousId: NameSchema }),
};

export type CallType = keyof typeof calls;

export const callTypes = Object.keys(calls).filter((name): name is CallType => name in calls);

export const CallSchema = z.discriminatedUnion('type', [
  calls.identify,
  calls.track,
  calls.page,
  calls.screen,
  calls.group,
  calls.alias,
]);

export type Call = z.infer<typeof CallSchema>;

/** A batch as it is described; its calls are parsed one by one, so that a bad one does not bring down the others. */
export const BatchSchema = z.looseObject({
  batch: z.array(CallSchema),
  sentAt: common.sentAt,
  context: common.context,
});
