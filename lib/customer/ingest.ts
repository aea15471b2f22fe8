// The door: what an event from outside must be to come in, the same for HTTP and for files.

import * as z from 'zod';
import { EvidenceSchema } from './consent.ts';
import { type CustomerEvent, EventInputSchema } from './event.ts';
import { CONSENT_REQUESTED, isProfileEvent, SUBSCRIBED, UNSUBSCRIBED } from './event-kinds.ts';
import { isObject } from './json.ts';
import { didYouMean } from './nearest-name.ts';
import { CustomerSchema } from './profile.ts';
import { sentence } from './sentence.ts';
import { formatInstant } from './time.ts';
import { isTopic, topics } from './topics.ts';

/** The largest event, in bytes of its JSON: EventBridge takes no larger one. */
export const LARGEST_EVENT = 256 * 1024;

/** The deepest nesting. The schema, and all that follows, recurses: a line of brackets must not exhaust the stack. */
export const DEEPEST = 100;

/** The types that Milepost itself speaks in. */
const RESERVED = 'milepost.';

/** What became of messages: known without being declared. */
const FEEDBACK = 'message.';

/** What an event gets that does not bring it: its moment (ms) and its id. Without a default, it must bring them. */
export type EventDefaults = { now?: number; newId?: () => string };

/** The types that are declared, where no others are taken; undefined where every type is. */
export type DeclaredTypes = ReadonlySet<string> | undefined;

/** How many declared types an error lists. */
const MOST_TOLD = 10;

const FIELDS = Object.keys(EventInputSchema.shape);

/** An event as JSON brings it, or one sentence on all that is wrong with it. */
export function parseEvent(
  raw: unknown,
  defaults: EventDefaults = {},
  declared?: DeclaredTypes,
): { event: CustomerEvent } | { problem: string } {
  if (isTooDeep(raw)) return { problem: TOO_DEEP };
  const input = isObject(raw) ? withDefaults(raw, defaults) : raw;
  const parsed = EventInputSchema.safeParse(input);
  if (!parsed.success) return { problem: sentence(parsed.error, input, 'the event', FIELDS) };
  const event: CustomerEvent = { ...parsed.data, depth: 0 };
  const problem = problemOf(event, declared);
  return problem === undefined ? { event } : { problem };
}

function withDefaults(raw: object, { now, newId }: EventDefaults): object {
  const id = 'id' in raw || !newId ? {} : { id: newId() };
  const at = 'at' in raw || now === undefined ? {} : { at: formatInstant(now) };
  return { ...raw, ...id, ...at };
}

/** What keeps a well-formed event out: a reserved or undeclared type, its size, or a profile that it must not bring. */
export function problemOf(event: CustomerEvent, declared?: DeclaredTypes): string | undefined {
  if (event.type.startsWith(RESERVED)) {
    return `"type" is "${event.type}", and types that begin with "${RESERVED}" are reserved`;
  }
  return (
    undeclaredProblem(event.type, declared) ??
    sizeProblem(event) ??
    profileProblem(event) ??
    consentProblem(event)
  );
}

/** That a type is not declared, with the nearest that is. */
export function undeclaredProblem(type: string, declared: DeclaredTypes): string | undefined {
  if (!declared || declared.has(type) || type.startsWith(FEEDBACK)) return undefined;
  const all = [...declared];
  const more = all.length > MOST_TOLD ? ' …' : '';
  const known = didYouMean(type, all) || `; it declares ${all.slice(0, MOST_TOLD).join(', ')}${more}`;
  return `"type" is "${type}", which events.json does not declare${known}`;
}

/** What is wrong with the size of an event, if it is too large. */
export function sizeProblem({ depth: _, ...event }: CustomerEvent): string | undefined {
  const json = JSON.stringify(event);
  // No character takes more than three bytes, so most events need not be encoded to be measured.
  if (json.length * 3 <= LARGEST_EVENT) return undefined;
  const bytes = new TextEncoder().encode(json).length;
  if (bytes <= LARGEST_EVENT) return undefined;
  return `the event is ${bytes} bytes long; at most ${LARGEST_EVENT} (256 KiB) are taken`;
}

const { timezone, locale, email, phone, pushToken, consent } = CustomerSchema.shape;

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

const ProfileFieldsSchema = z.object({
  timezone,
  locale,
  email: email.refine((text) => text === undefined || ADDRESS.test(text), {
    error: (issue) => `"${String(issue.input)}" is no e-mail address; write for example ada@example.com`,
  }),
  phone,
  pushToken,
  consent,
});

const ProfileEventSchema = z.object({ properties: ProfileFieldsSchema });

/** A profile must be right at the door: what is wrong in it would show only when a message is not sent. */
function profileProblem(event: CustomerEvent): string | undefined {
  if (!isProfileEvent(event.type)) return undefined;
  const parsed = ProfileEventSchema.safeParse(event);
  return parsed.success ? undefined : sentence(parsed.error, event, 'the event');
}

/** A withdrawal must be of something that there is: a misspelt one would be no withdrawal, and nobody would know. */
const SaidOfConsentSchema = z.object({
  channel: z.string().min(1).max(40).optional(),
  topic: z
    .string()
    .refine(isTopic, {
      error: (issue) =>
        `"${String(issue.input)}" is no topic${didYouMean(String(issue.input), topics) || ';'} there are ${topics.join(', ')}`,
    })
    .optional(),
});

const WithdrawalEventSchema = z.object({ properties: SaidOfConsentSchema });

/** Of consent, the evidence has to be right as well; a withdrawal counts without. */
const ConsentEventSchema = z.object({ properties: SaidOfConsentSchema.extend(EvidenceSchema.shape) });

/** Whoever is to be asked back is asked on a channel. */
const RequestEventSchema = z.object({
  properties: ConsentEventSchema.shape.properties.required({ channel: true }),
});

const consentSchemas = new Map<string, z.ZodType>([
  [SUBSCRIBED, ConsentEventSchema],
  [UNSUBSCRIBED, WithdrawalEventSchema],
  [CONSENT_REQUESTED, RequestEventSchema],
]);

function consentProblem(event: CustomerEvent): string | undefined {
  const parsed = consentSchemas.get(event.type)?.safeParse(event);
  return parsed?.success === false ? sentence(parsed.error, event, 'the event') : undefined;
}

/** What is wrong with one field of a profile; any value fits what is none of its fields. */
export function profileFieldProblem(name: string, value: unknown): string | undefined {
  const fields = { [name]: value };
  const parsed = ProfileFieldsSchema.safeParse(fields);
  return parsed.success ? undefined : sentence(parsed.error, fields, 'the profile');
}

export const TOO_DEEP = `is nested more than ${DEEPEST} levels deep`;

export function isTooDeep(value: unknown, levels: number = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}
