// The events by which SES tells of mails, as EventBridge hands them over; pure. One schema for each type, of what is asked
// for: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html and, for the names of the
// types, https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html

import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { CustomerEvent } from '../../customer/event.ts';
import type { JsonObject } from '../../customer/json.ts';
import { InstantSchema } from '../../customer/time.ts';
import { type FeedbackKind, feedbackType } from '../../journey/deliverability/feedback.ts';
import { machineReason } from '../../journey/deliverability/machine.ts';
import { taggedMessage } from './message-tags.ts';

const RecipientsSchema = z.array(z.object({ emailAddress: z.string() })).default([]);

const MailSchema = z.object({
  timestamp: InstantSchema,
  messageId: z.string(),
  destination: z.array(z.string()).default([]),
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

const at = { timestamp: InstantSchema };
const seen = { ...at, ipAddress: z.string().optional(), userAgent: z.string().optional() };

const BounceSchema = z.object({
  ...at,
  bounceType: z.string(),
  bounceSubType: z.string().default(''),
  bouncedRecipients: z
    .array(z.object({ emailAddress: z.string(), diagnosticCode: z.string().optional() }))
    .default([]),
});

/** What one type of event says besides the mail: when, and what the feedback's properties are made of. */
type Told = { at: number; address?: string | undefined; url?: string; properties: JsonObject };

type SesType = { kind: FeedbackKind; read(detail: Record<string, unknown>, mail: Mail): Told };

type Mail = z.infer<typeof MailSchema>;

/** The types that are made into feedback, by their `detail-type`. */
const types: { readonly [detailType: string]: SesType } = {
  'Email Delivered': {
    kind: 'delivered',
    read({ delivery }) {
      const told = z.object({ ...at, recipients: z.array(z.string()).default([]) }).parse(delivery);
      return { at: told.timestamp, address: told.recipients[0], properties: {} };
    },
  },
  'Email Bounced': {
    kind: 'bounced',
    read({ bounce }) {
      const told = BounceSchema.parse(bounce);
      const [recipient] = told.bouncedRecipients;
      const reason =
        recipient?.diagnosticCode ?? [told.bounceType, told.bounceSubType].filter(Boolean).join(', ');
      // "Undetermined" is soft, too: to suppress takes an answer that says so.
      const bounceType = told.bounceType === 'Permanent' ? 'hard' : 'soft';
      return { at: told.timestamp, address: recipient?.emailAddress, properties: { bounceType, reason } };
    },
  },
  'Email Complaint Received': {
    kind: 'complained',
    read({ complaint }) {
      const told = z
        .object({
          ...at,
          complainedRecipients: RecipientsSchema,
          complaintFeedbackType: z.string().optional(),
        })
        .parse(complaint);
      const address = told.complainedRecipients[0]?.emailAddress;
      const { complaintFeedbackType: reason } = told;
      return { at: told.timestamp, address, properties: reason === undefined ? {} : { reason } };
    },
  },
  'Email Rejected': {
    kind: 'rejected',
    read({ reject }, mail) {
      const { reason } = z.object({ reason: z.string().default('') }).parse(reject);
      return { at: mail.timestamp, properties: { reason } };
    },
  },
  'Email Delivery Delayed': {
    kind: 'delayed',
    read({ deliveryDelay }) {
      const told = z
        .object({ ...at, delayType: z.string().default(''), delayedRecipients: RecipientsSchema })
        .parse(deliveryDelay);
      const address = told.delayedRecipients[0]?.emailAddress;
      return { at: told.timestamp, address, properties: { reason: told.delayType } };
    },
  },
  'Email Opened': {
    kind: 'opened',
    read({ open }, mail) {
      const told = z.object(seen).parse(open);
      return { at: told.timestamp, properties: byWhom('opened', told, mail) };
    },
  },
  'Email Clicked': {
    kind: 'clicked',
    read({ click }, mail) {
      const told = z.object({ ...seen, link: z.string() }).parse(click);
      const properties = { url: told.link, ...byWhom('clicked', told, mail) };
      return { at: told.timestamp, url: told.link, properties };
    },
  },
};

/** The `detail-type`s that the rule lets through (lib/infra/email-feedback.ts). */
export const sesDetailTypes: readonly string[] = Object.keys(types);

function byWhom(
  kind: 'opened' | 'clicked',
  { timestamp, userAgent }: { timestamp: number; userAgent?: string | undefined },
  mail: Mail,
): JsonObject {
  const machine = machineReason({ kind, userAgent, at: timestamp, sentAt: mail.timestamp });
  return machine === undefined ? {} : { machine: true, machineReason: machine };
}

const EnvelopeSchema = z.object({
  'detail-type': z.string(),
  detail: z.looseObject({ mail: z.unknown() }),
});

/** The feedback of an event of SES; or why it is none of ours, which is no failure. Throws what SES does not document. */
export function feedbackOfSes(raw: unknown): { event: CustomerEvent } | { ignored: string } {
  const { 'detail-type': detailType, detail } = EnvelopeSchema.parse(raw);
  const type = Object.hasOwn(types, detailType) ? types[detailType] : undefined;
  if (!type) return { ignored: `"${detailType}" is no feedback that is made into an event` };
  const mail = MailSchema.parse(detail.mail);
  const message = taggedMessage(mail.tags);
  if (!message) return { ignored: `mail ${mail.messageId} bears no tags of Milepost` };
  const told = type.read(detail, mail);
  const { customerId, run, step, visit, purpose } = message;
  const address = told.address ?? mail.destination[0];
  return {
    event: {
      id: idOf(mail.messageId, type.kind, told),
      type: feedbackType(type.kind),
      customerId,
      at: told.at,
      properties: {
        channel: 'email',
        run,
        step,
        visit,
        purpose,
        source: 'ses',
        ...(address !== undefined && { address }),
        ...told.properties,
      },
      depth: 0,
    },
  };
}

/** The same for the same happening, however often SES and EventBridge tell of it. */
function idOf(messageId: string, kind: FeedbackKind, { at: moment, url }: Told): string {
  const link = url === undefined ? '' : `:${createHash('sha256').update(url).digest('hex').slice(0, 16)}`;
  return `ses:${messageId}:${kind}:${moment}${link}`;
}
