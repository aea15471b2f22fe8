// Which events nobody hears, and which never come: what `events.json` declares comes from the shop, and steps emit more.

import { changesConsent } from '../../customer/event-kinds.ts';
import { suggest } from '../checks/suggest.ts';
import { conditionNeeds } from '../condition/needs.ts';
import type { DeclaredEvents } from '../declared-events.ts';
import type { Journey } from '../journey.ts';
import { type Hearer, hearingsOf, signalsOf } from './hearings.ts';
import type { Turning } from './turning.ts';

/** Declared, or emitted by these journeys, and no journey listens. */
export type Unheard = { event: string; emittedBy: string[] };

/** Listened to, and neither declared nor emitted. */
export type Unemitted = { event: string; heardBy: { journey: string; by: Hearer }[]; didYouMean?: string };

/** `unemitted` is null without `events.json`: then nobody knows what the shop sends. */
export type EventUse = { unheard: Unheard[]; unemitted: Unemitted[] | null };

/** Milepost speaks in these itself; they come from nowhere else. */
const OWN = 'milepost.';

export function findEventUse(
  journeys: readonly Journey[],
  events: DeclaredEvents | undefined,
  turnings: readonly Turning[] = [],
): EventUse {
  const heard = journeys.flatMap((journey) =>
    hearingsOf(journey).map(({ by, pattern }) => ({ event: pattern.event, by, journey: journey.id })),
  );
  const emitted = journeys.flatMap((journey) =>
    signalsOf(journey).flatMap((signal) =>
      'event' in signal ? [{ event: signal.event, journey: journey.id }] : [],
    ),
  );
  const listened = new Set([
    ...heard.map(({ event }) => event),
    ...turnings.flatMap(({ condition }) => [...conditionNeeds(condition).events]),
  ]);
  const declared = Object.keys(events ?? {});
  const known = new Set([...declared, ...emitted.map(({ event }) => event)]);
  const unheard = [...known]
    .filter((event) => !listened.has(event) && !changesProfile(event) && !events?.[event]?.elsewhere)
    .map((event) => ({ event, emittedBy: journeysOf(emitted.filter((one) => one.event === event)) }));
  if (!events) return { unheard, unemitted: null };
  for (const { event } of turnings.flatMap(({ says }) => says)) known.add(event);
  const unemitted = [...Map.groupBy(heard, ({ event }) => event)]
    .filter(([event]) => !known.has(event) && !event.startsWith(OWN))
    .map(([event, list]) => {
      const near = suggest(event, [...known]);
      const heardBy = list.map(({ journey, by }) => ({ journey, by }));
      return { event, heardBy, ...(near === undefined ? {} : { didYouMean: near }) };
    });
  return { unheard, unemitted };
}

/** Milepost itself listens to what changes a profile. */
function changesProfile(event: string): boolean {
  return changesConsent(event);
}

function journeysOf(list: readonly { journey: string }[]): string[] {
  return [...new Set(list.map(({ journey }) => journey))].sort();
}
