// From a call of the Segment API to an event, through the door that all events pass.

import type { CustomerEvent } from '../../../lib/customer/event.ts';
import { isProfileEvent } from '../../../lib/customer/event-kinds.ts';
import {
  type DeclaredTypes,
  type EventDefaults,
  isTooDeep,
  parseEvent,
  TOO_DEEP,
} from '../../../lib/customer/ingest.ts';
import type { JsonObject } from '../../../lib/customer/json.ts';
import { sentence } from '../../../lib/customer/sentence.ts';
import { formatInstant } from '../../../lib/customer/time.ts';
import { type Call, CallSchema, callTypes } from './call.ts';
import { inCamelCase, knownEvents } from './known-events.ts';
import { momentOf } from './moment.ts';
import { profileProperties } from './profile-properties.ts';

export type CallReading = Required<EventDefaults> & {
  /** Whether the events of Segment's specs keep their names. */
  namesAsSent: boolean;
  /** With it, events of other types are rejected. */
  declared?: DeclaredTypes | undefined;
};

/** What became of a call: an event, with what was left out of it, or one sentence on why there is none. */
export type Outcome = { event: CustomerEvent; leftOut: string[] } | { problem: string };

/** `now` is when the call came. */
export function eventOfCall(raw: unknown, reading: CallReading): Outcome {
  if (isTooDeep(raw)) return { problem: `the call ${TOO_DEEP}` };
  const parsed = CallSchema.safeParse(raw);
  if (!parsed.success) return { problem: complaint(parsed.error, raw) };
  const call = parsed.data;
  const customerId = customerOf(call);
  if (customerId === undefined)
    return { problem: 'the call has neither "userId" nor "anonymousId"; send one' };
  const { at, leftOut } = momentOf(call, reading.now);
  const said = whatWasSaid(call, reading.namesAsSent);
  const input = {
    id: call.messageId || reading.newId(),
    customerId,
    at: formatInstant(at),
    type: said.type,
    properties: said.properties,
  };
  const door = parseEvent(input, {}, reading.declared);
  return 'event' in door ? { event: door.event, leftOut: [...leftOut, ...(said.leftOut ?? [])] } : door;
}

/** The customer: `userId`, else a customer of its own for the `anonymousId`. Of the two, only consent is merged. */
function customerOf({ userId, anonymousId }: Call): string | undefined {
  if (userId !== undefined && userId !== null && userId !== '') return String(userId);
  if (anonymousId !== undefined && anonymousId !== null && anonymousId !== '')
    return `anonymous:${anonymousId}`;
  return undefined;
}

type Said = { type: string; properties: JsonObject; leftOut?: string[] };

function whatWasSaid(call: Call, namesAsSent: boolean): Said {
  switch (call.type) {
    case 'identify':
      return ofProfile('customer.updated', call.traits ?? {}, call.context);
    case 'track': {
      const known = namesAsSent ? undefined : knownEvents.get(call.event);
      const properties = call.properties ?? {};
      if (!known) return { type: call.event, properties };
      const named = known.properties(inCamelCase(properties));
      return isProfileEvent(known.type)
        ? ofProfile(known.type, named, call.context)
        : { type: known.type, properties: named };
    }
    case 'page':
      return { type: 'page.viewed', properties: named(call) };
    case 'screen':
      return { type: 'screen.viewed', properties: named(call) };
    case 'group':
      return {
        type: 'customer.grouped',
        properties: { groupId: String(call.groupId), traits: call.traits ?? {} },
      };
    case 'alias':
      return { type: 'customer.aliased', properties: { previousId: String(call.previousId) } };
  }
}

function ofProfile(type: string, traits: JsonObject, context: Call['context']): Said {
  return { type, ...profileProperties(traits, context) };
}

function named({ name, category, properties }: Extract<Call, { type: 'page' | 'screen' }>): JsonObject {
  return { ...(name ? { name } : {}), ...(category ? { category } : {}), ...properties };
}

function complaint(error: Parameters<typeof sentence>[0], raw: unknown): string {
  const unknownType = error.issues.some(({ code, path }) => code === 'invalid_union' && path[0] === 'type');
  if (unknownType) return `"type" must be one of ${callTypes.join(', ')}`;
  return sentence(error, raw, 'the call');
}
