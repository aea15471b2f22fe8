// What becomes of a message after it was sent, as events of its customer: `message.delivered` and so on. Whoever tells,
// SES, the pixel or a provider's webhook, they have one form.

import * as z from 'zod';
import type { CustomerEvent } from '../../customer/event.ts';
import { channelNames } from '../channels/index.ts';

export const feedbackKinds = [
  'delivered',
  'bounced',
  'complained',
  'opened',
  'clicked',
  'rejected',
  'delayed',
] as const;

export type FeedbackKind = (typeof feedbackKinds)[number];

const PREFIX = 'message.';

/** What a message is known by. */
export const MessageRefSchema = z.object({
  run: z.string().min(1),
  step: z.string().min(1),
  /** As the outbox tells it: a number, or "1.3" inside several repeats. */
  visit: z.union([z.string(), z.number().transform(String)]).default('1'),
});

/** The properties; more may stand beside them. */
const FeedbackSchema = MessageRefSchema.extend({
  channel: z.enum(channelNames).default('email'),
  purpose: z.enum(['marketing', 'transactional']).default('marketing'),
  /** Where the message went; the customer's address of now, where it is not told. */
  address: z.string().min(1).optional(),
  /** Hard: there is no such address. Soft: not this time. */
  bounceType: z.enum(['hard', 'soft']).default('soft'),
  /** A program fetched it, and no person. */
  machine: z.boolean().default(false),
  /** Who tells. */
  source: z.string().min(1).default('api'),
});

export type Feedback = z.infer<typeof FeedbackSchema> & { kind: FeedbackKind };

export function feedbackType(kind: FeedbackKind): string {
  return `${PREFIX}${kind}`;
}

/** The types of all events of feedback. They are Milepost's own, and need not be declared. */
export const feedbackTypes: readonly string[] = feedbackKinds.map(feedbackType);

/** The kind of feedback that events of this type are; undefined for all others. */
export function feedbackKindOf(type: string): FeedbackKind | undefined {
  if (!type.startsWith(PREFIX)) return undefined;
  return feedbackKinds.find((kind) => type === feedbackType(kind));
}

/** The feedback that an event tells; undefined if it is none, or does not say of which message. */
export function feedbackOf({ type, properties }: CustomerEvent): Feedback | undefined {
  const kind = feedbackKindOf(type);
  if (!kind) return undefined;
  const { data } = FeedbackSchema.safeParse(properties);
  return data && { ...data, kind };
}
