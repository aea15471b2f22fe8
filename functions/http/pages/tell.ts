// What a customer said on a page becomes events, which go the way of all events. They are recorded at once besides, so
// that what was said holds from this moment on, however many events wait.

import type { CustomerEvent } from '../../../lib/customer/event.ts';
import type { JsonObject } from '../../../lib/customer/json.ts';
import type { Profile } from '../../../lib/customer/profile.ts';
import { recordEvent } from '../../events/record-event.ts';
import type { AllPageParts } from './parts.ts';

/** Something that a customer said; it becomes an event. */
export type Statement = { type: string; properties: JsonObject };

/** Where it was said; part of the events' ids. */
export type Source = 'one-click' | 'unsubscribe-page' | 'preference-page' | 'double-opt-in';

/** Returns the profile as it is then. */
export async function tell(
  { intake, timeline, clock, newId }: AllPageParts,
  profile: Profile,
  source: Source,
  statements: readonly Statement[],
): Promise<Profile> {
  if (statements.length === 0) return profile;
  const events = statements.map(({ type, properties }): CustomerEvent => {
    const id = `${source}:${newId()}`;
    return { id, type, customerId: profile.id, at: clock.now(), properties, depth: 0 };
  });
  await intake.take(events);
  let latest = profile;
  for (const event of events) latest = (await recordEvent(timeline, event)).profile;
  return latest;
}
