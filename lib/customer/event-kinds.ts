// The types of events that Milepost itself listens to: those that speak of the profile, and those that speak of consent.

/** Events that speak of the profile itself; their properties are its fields, and all others its attributes. */
const PROFILE_EVENTS = ['customer.registered', 'customer.updated'];

/** A customer agreed to something. */
export const SUBSCRIBED = 'customer.subscribed';

/** A customer withdrew from something; from everything, if it names nothing. */
export const UNSUBSCRIBED = 'customer.unsubscribed';

/** A customer asks for a channel, and is to be asked back whether it was they: nothing is agreed to yet. */
export const CONSENT_REQUESTED = 'consent.requested';

/** A customer was known by another id before: `previousId`. */
export const ALIASED = 'customer.aliased';

/** Whether an event of this type speaks of the profile itself. */
export function isProfileEvent(type: string): boolean {
  return PROFILE_EVENTS.includes(type);
}

/** Whether an event of this type gives or withdraws consent, and does nothing else. */
export function saysConsent(type: string): boolean {
  return type === SUBSCRIBED || type === UNSUBSCRIBED;
}

/** Whether an event of this type may change what a customer agrees to. */
export function changesConsent(type: string): boolean {
  return isProfileEvent(type) || saysConsent(type);
}
