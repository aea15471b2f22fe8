// Records an event and changes the profile, in one transaction. Whoever hears of a withdrawal may do so at once, before
// the event has come through its queue: what follows from it is then done when it comes.

import { applyEvent } from '../../lib/customer/apply-event.ts';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import type { Ports, Recorded } from '../../lib/ports.ts';

/** `before` is the profile as it was; for an event that had been recorded before, as it is. */
export async function recordEvent(
  timeline: Ports['timeline'],
  event: CustomerEvent,
): Promise<Recorded & { before: Profile }> {
  let before: Profile | undefined;
  const recorded = await timeline.record(event, (profile) => {
    before = profile;
    return applyEvent(profile, event);
  });
  return { ...recorded, before: before ?? recorded.profile };
}
