// What a customer said on a page becomes events, which go the way of all events. They are recorded at once besides, so
// that what was said holds from this moment on, however many events wait.

import type { CustomerEvent } from '../../../lib/customer/event.ts';
import type { JsonObject } from '../../../lib/customer/json.ts';
import type { Profile } from '../../../lib/customer/profile.ts';
import { ErasedError } from '../../../lib/journey/errors.ts';
import { recordEvent } from '../../events/record-event.ts';
import type { AllPageParts } from './parts.ts';

/** Something that a customer said; it becomes an event. */
export type Statement = { type: string; properties: JsonObject };

/** Where it was said; part of the events' ids. */
export type Source = 'one-click' | 'unsubscribe-page' | 'preference-page';

export function tell(
  parts: AllPageParts,
  profile: Profile,
  source: Source,
  statements: readonly Statement[],
): Promise<void> {
  const { clock, newId } = parts;
  const events = statements.map(({ type, properties }): CustomerEvent => {
    const id = `${source}:${newId()}`;
    return { id, type, customerId: profile.id, at: clock.now(), properties, depth: 0 };
  });
  return tellEvents(parts, events);
}

export async function tellEvents(parts: AllPageParts, events: readonly CustomerEvent[]): Promise<void> {
  if (events.length === 0) return;
  await parts.intake.take(events);
  try {
    for (const event of events) await recordEvent(parts, event, parts.clock.now());
  } catch (error) {
    // Who was erased at this very moment has nothing more to say.
    if (!(error instanceof ErasedError)) throw error;
  }
}
