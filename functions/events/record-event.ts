// Records an event, changes the profile and keeps what is said about consent, in one transaction. Whoever hears of a
// withdrawal may do so at once, before the event has come through its queue: what follows from it is then done when it comes.

import { applyStatement } from '../../lib/customer/apply-consent.ts';
import { applyEvent } from '../../lib/customer/apply-event.ts';
import { recordOf, recordOfMerge } from '../../lib/customer/consent-record.ts';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import { ALIASED } from '../../lib/customer/event-kinds.ts';
import { mergingStatements } from '../../lib/customer/merge-consent.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import { asConsent } from '../../lib/customer/replies.ts';
import type { Ports, Recorded } from '../../lib/ports.ts';

/**
 * `receivedAt` (ms) is when the event came. `before` is the profile as it was; for an event that had been recorded before,
 * as it is.
 */
export async function recordEvent(
  ports: Pick<Ports, 'timeline' | 'profiles'>,
  event: CustomerEvent,
  receivedAt: number,
): Promise<Recorded & { before: Profile }> {
  const previous = await previousOf(ports.profiles, event);
  let before: Profile | undefined;
  const change = (profile: Profile) => {
    before = profile;
    const changed = applyEvent(profile, asConsent(event, profile), receivedAt);
    return previous ? mergingStatements(changed, previous).reduce(applyStatement, changed) : changed;
  };
  const evidence = (profile: Profile) =>
    previous
      ? recordOfMerge(event, mergingStatements(profile, previous), receivedAt)
      : recordOf(asConsent(event, profile), receivedAt);
  const recorded = await ports.timeline.record(event, change, evidence);
  return { ...recorded, before: before ?? recorded.profile };
}

/** Who the customer was known as before: what they agreed to, and withdrew from, is that of both. */
async function previousOf(
  profiles: Ports['profiles'],
  { type, customerId, properties: { previousId } }: CustomerEvent,
): Promise<Profile | undefined> {
  if (type !== ALIASED || typeof previousId !== 'string' || previousId === customerId) return undefined;
  return profiles.get(previousId);
}
