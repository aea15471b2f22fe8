// How an event changes the profile. Events may arrive in any order: the one that happened last decides, field by field.

import type { CustomerEvent } from './event.ts';
import { isObject, type Json } from './json.ts';
import type { Profile } from './profile.ts';
import { isZone } from './time.ts';

/** Events that speak of the profile itself; their properties are its fields, and all others its attributes. */
const PROFILE_EVENTS = new Set(['customer.registered', 'customer.updated']);

/** Whether an event of this type speaks of the profile itself. */
export function isProfileEvent(type: string): boolean {
  return PROFILE_EVENTS.has(type);
}

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

/** The profile after an event; the same object where nothing changes. */
export function applyEvent(profile: Profile, event: CustomerEvent): Profile {
  const changes = changesOf(profile, event).filter(([field]) => event.at >= lastChange(profile, field));
  if (changes.length === 0) return profile;
  const changed: Profile = {
    ...profile,
    attributes: { ...profile.attributes },
    consent: { ...profile.consent },
    changedAt: { ...profile.changedAt },
  };
  for (const [field, value] of changes) {
    setField(changed, field, value);
    changed.changedAt[field] = event.at;
  }
  return changed;
}

type Change = [field: string, value: Json];

/** Of consent on all channels at once. */
const ALL_CONSENT = 'consent.*';

function lastChange(profile: Profile, field: string): number {
  const own = profile.changedAt[field] ?? -Infinity;
  return field.startsWith('consent.') ? Math.max(own, profile.changedAt[ALL_CONSENT] ?? -Infinity) : own;
}

function changesOf(profile: Profile, event: CustomerEvent): Change[] {
  if (PROFILE_EVENTS.has(event.type)) return [...profileChanges(event)];
  const { channel } = event.properties;
  if (event.type === 'customer.subscribed') {
    return typeof channel === 'string' ? [[`consent.${channel}`, true]] : [];
  }
  if (event.type === 'customer.unsubscribed') {
    if (typeof channel === 'string') return [[`consent.${channel}`, false]];
    return [ALL_CONSENT, ...Object.keys(profile.consent).map((name) => `consent.${name}`)].map((field) => [
      field,
      false,
    ]);
  }
  return [];
}

function* profileChanges(event: CustomerEvent): Generator<Change> {
  for (const [name, value] of Object.entries(event.properties)) {
    if (TEXT_FIELDS.some((field) => field === name)) {
      if (typeof value === 'string' && (name !== 'timezone' || isZone(value))) yield [name, value];
    } else if (name === 'consent' && isObject(value)) {
      for (const [channel, given] of Object.entries(value)) {
        if (typeof given === 'boolean') yield [`consent.${channel}`, given];
      }
    } else if (name === 'attributes' && isObject(value)) {
      for (const [attribute, item] of Object.entries(value)) yield [`attributes.${attribute}`, item];
    } else {
      yield [`attributes.${name}`, value];
    }
  }
}

function setField(profile: Profile, field: string, value: Json): void {
  const dot = field.indexOf('.');
  const name = field.slice(dot + 1);
  if (field === ALL_CONSENT) return;
  if (field.startsWith('consent.')) profile.consent[name] = value === true;
  else if (field.startsWith('attributes.')) profile.attributes[name] = value;
  else if (typeof value === 'string') {
    for (const text of TEXT_FIELDS) if (text === field) profile[text] = value;
  }
}

/** A profile as a customer file or an import gives it; what it says is older than any event. */
export function profileOf(customer: {
  id: string;
  attributes?: Record<string, Json> | undefined;
  consent?: Record<string, boolean> | undefined;
  [field: string]: unknown;
}): Profile {
  const profile = emptyProfile(customer.id);
  profile.attributes = { ...customer.attributes };
  profile.consent = { ...customer.consent };
  for (const field of TEXT_FIELDS) {
    const value = customer[field];
    if (typeof value === 'string') profile[field] = value;
  }
  return profile;
}
