// The door: what an event from outside must be to come in, the same for HTTP and for files.

import * as z from 'zod';
import { isProfileEvent } from './apply-event.ts';
import { type CustomerEvent, EventInputSchema } from './event.ts';
import { isObject } from './json.ts';
import { didYouMean } from './nearest-name.ts';
import { CustomerSchema } from './profile.ts';
import { sentence } from './sentence.ts';
import { formatInstant } from './time.ts';

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
  return undeclaredProblem(event.type, declared) ?? sizeProblem(event) ?? profileProblem(event);
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
