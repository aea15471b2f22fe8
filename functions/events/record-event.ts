// Records an event, changes the profile and keeps what is said about consent, in one transaction. Whoever hears of a
// withdrawal may do so at once, before the event has come through its queue: what follows from it is then done when it comes.

import { applyEvent } from '../../lib/customer/apply-event.ts';
import { recordOf } from '../../lib/customer/consent-record.ts';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import type { Ports, Recorded } from '../../lib/ports.ts';

/**
 * `receivedAt` (ms) is when the event came. `before` is the profile as it was; for an event that had been recorded before,
 * as it is.
 */
export async function recordEvent(
  timeline: Ports['timeline'],
  event: CustomerEvent,
  receivedAt: number,
): Promise<Recorded & { before: Profile }> {
  let before: Profile | undefined;
  const change = (profile: Profile) => {
    before = profile;
    return applyEvent(profile, event, receivedAt);
  };
  const recorded = await timeline.record(event, change, () => recordOf(event, receivedAt));
  return { ...recorded, before: before ?? recorded.profile };
}
