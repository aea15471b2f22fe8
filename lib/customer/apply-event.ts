// How an event changes the profile. Events may arrive in any order: the one that happened last decides, field by field.

import { applyStatement } from './apply-consent.ts';
import { statementsIn, statementsOf } from './consent.ts';
import type { CustomerEvent } from './event.ts';
import { isProfileEvent } from './event-kinds.ts';
import { isObject, type Json } from './json.ts';
import type { Customer, Profile } from './profile.ts';
import { isZone } from './time.ts';

const TEXT_FIELDS = ['email', 'phone', 'pushToken', 'locale', 'timezone'] as const;

/** Whether a property of this name, in an event of this type, is a text field of the profile. */
export function isProfileText(type: string, property: string): boolean {
  return isProfileEvent(type) && TEXT_FIELDS.some((field) => field === property);
}

/** `erasedAt` is that of a customer who begins anew. */
export function emptyProfile(id: string, erasedAt?: number): Profile {
  const empty = { id, attributes: {}, consent: {}, changedAt: {} };
  return erasedAt === undefined ? empty : { ...empty, erasedAt };
}

/**
 * The profile after an event; the same object where nothing changes. `receivedAt` (ms) is when the event came, so that
 * no consent counts from a later moment.
 */
export function applyEvent(profile: Profile, event: CustomerEvent, receivedAt: number = event.at): Profile {
  const agreed = statementsOf(event, receivedAt).reduce(applyStatement, profile);
  if (!isProfileEvent(event.type)) return agreed;
  const changes = [...profileChanges(event)].filter(
    ([field]) => event.at >= (agreed.changedAt[field] ?? -Infinity),
  );
  if (changes.length === 0) return agreed;
  const changed: Profile = {
    ...agreed,
    attributes: { ...agreed.attributes },
    changedAt: { ...agreed.changedAt },
  };
  for (const [field, value] of changes) {
    setField(changed, field, value);
    changed.changedAt[field] = event.at;
  }
  return changed;
}

type Change = [field: string, value: Json];

function* profileChanges(event: CustomerEvent): Generator<Change> {
  for (const [name, value] of Object.entries(event.properties)) {
    if (TEXT_FIELDS.some((field) => field === name)) {
      if (typeof value === 'string' && (name !== 'timezone' || isZone(value))) yield [name, value];
    } else if (name === 'consent' && isObject(value)) {
      // It is made of statements, which have moments of their own.
    } else if (name === 'attributes' && isObject(value)) {
      for (const [attribute, item] of Object.entries(value)) yield [`attributes.${attribute}`, item];
    } else {
      yield [`attributes.${name}`, value];
    }
  }
}

function setField(profile: Profile, field: string, value: Json): void {
  if (field.startsWith('attributes.')) profile.attributes[field.slice('attributes.'.length)] = value;
  else if (typeof value === 'string') {
    for (const text of TEXT_FIELDS) if (text === field) profile[text] = value;
  }
}

/**
 * A profile as a customer file or an import gives it; what it says is older than any event, but for consent whose moment it
 * tells, which is no later than `now` (ms).
 */
export function profileOf(customer: Customer, now = Infinity): Profile {
  const profile = emptyProfile(customer.id);
  profile.attributes = { ...customer.attributes };
  for (const field of TEXT_FIELDS) {
    const value = customer[field];
    if (typeof value === 'string') profile[field] = value;
  }
  return statementsIn(customer.consent, now).reduce(applyStatement, profile);
}
