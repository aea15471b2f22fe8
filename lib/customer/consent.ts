// What customers say about consent: given or withdrawn, by channel or topic, with the evidence that goes with it.

import * as z from 'zod';
import type { CustomerEvent } from './event.ts';
import { isProfileEvent, SUBSCRIBED, saysConsent } from './event-kinds.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { InstantSchema } from './time.ts';

/** The key of a withdrawal from all channels at once. */
export const EVERYTHING = '*';

/** What data-protection law asks one to be able to show: what for, how it was said, and the words that were shown. */
const evidenceFields = {
  purpose: z.string().min(1).max(200).optional(),
  source: z.string().min(1).max(80).optional(),
  text: z.string().min(1).max(4000).optional(),
};

export const EvidenceSchema = z.object(evidenceFields);

export type Evidence = z.infer<typeof EvidenceSchema>;

/** Consent with its evidence, as files and events bring it. */
const EvidencedConsentSchema = z.strictObject({
  given: z.boolean(),
  at: InstantSchema.optional(),
  ...evidenceFields,
});

const ConsentValueSchema = z.union([z.boolean(), EvidencedConsentSchema], {
  error:
    'must be true or false, or { "given": true or false } with any of "at", "source", "purpose" and "text"',
});

/** By channel or topic: true or false, or the same with its evidence. */
export const ConsentSchema = z.record(z.string().min(1).max(40), ConsentValueSchema);

/** Something that a customer said about consent: `key` is a channel, a topic or EVERYTHING. */
export type ConsentStatement = Evidence & {
  key: string;
  given: boolean;
  /** When it was said (ms); absent where nobody knows, and so before everything else. */
  at?: number;
};

/** What an event says about consent. A moment after `receivedAt` (ms) is taken for that: nothing is said in the future. */
export function statementsOf(
  { type, at, properties }: CustomerEvent,
  receivedAt: number,
): ConsentStatement[] {
  const said = { at: Math.min(at, receivedAt) };
  if (saysConsent(type)) {
    const given = type === SUBSCRIBED;
    const keys = [properties.channel, properties.topic].filter((key) => typeof key === 'string');
    const evidence = evidenceIn(properties);
    if (keys.length === 0) return given ? [] : [{ key: EVERYTHING, given, ...said, ...evidence }];
    return keys.map((key) => ({ key, given, ...said, ...evidence }));
  }
  if (!isProfileEvent(type)) return [];
  return statedIn(properties.consent, said.at).map((statement) => ({ ...said, ...statement }));
}

/** What JSON says, by key; what has no known form is no statement. Moments after `latest` (ms) are taken for it. */
function statedIn(consent: Json | undefined, latest: number): ConsentStatement[] {
  if (!isObject(consent)) return [];
  return Object.entries(consent).flatMap(([key, value]) => {
    const parsed = ConsentValueSchema.safeParse(value);
    return parsed.success ? [statement(key, parsed.data, latest)] : [];
  });
}

/** What a customer of a file says. Moments after `latest` (ms) are taken for it. */
export function statementsIn(
  consent: z.infer<typeof ConsentSchema> = {},
  latest: number,
): ConsentStatement[] {
  return Object.entries(consent).map(([key, value]) => statement(key, value, latest));
}

function statement(key: string, value: z.infer<typeof ConsentValueSchema>, latest: number): ConsentStatement {
  if (typeof value === 'boolean') return { key, given: value };
  const { given, at, ...evidence } = value;
  return { key, given, ...(at === undefined ? {} : { at: Math.min(at, latest) }), ...known(evidence) };
}

/** Field by field: a source that cannot be kept costs neither the statement nor the words that were shown. */
function evidenceIn(properties: JsonObject): Evidence {
  const { purpose, source, text } = EvidenceSchema.shape;
  return known({
    purpose: purpose.safeParse(properties.purpose).data,
    source: source.safeParse(properties.source).data,
    text: text.safeParse(properties.text).data,
  });
}

/** Without the fields that are there and undefined. */
function known({ purpose, source, text }: Evidence): Evidence {
  return { ...(purpose && { purpose }), ...(source && { source }), ...(text && { text }) };
}
