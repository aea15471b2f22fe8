// Hop 3 and 4: whether an event lets a customer into a journey, and if not, why.

import type { CustomerEvent } from '../customer/event.ts';
import type { Json } from '../customer/json.ts';
import { formatInstant } from '../customer/time.ts';
import { isHeldOut } from './bucket.ts';
import { addDuration } from './calendar/duration.ts';
import { type ConditionFacts, holds } from './condition/evaluate.ts';
import { type Journey, reentryOf } from './journey.ts';
import { readPath } from './reference.ts';
import { clockOf, triggerOf } from './triggers/index.ts';
import { type Starter, starterOf } from './triggers/start-event.ts';

/** Beyond this many journeys in a row, an event starts nothing. */
export const MAX_DEPTH = 16;

/** The last enrolment under the same concurrency key, as far as re-entry asks. */
export type LastEntry = { runId: string; at: number; active: boolean };

export type EntryDecision = { enter: 'run' | 'holdout' | 'no'; reason: string };

/** The value of `concurrent.by` in an event, as text; "" for a journey without it, undefined where the event lacks it. */
export function concurrencyKey(journey: Journey, event: CustomerEvent): string | undefined {
  if (!journey.concurrent) return '';
  const value = readPath(event.properties, journey.concurrent.by);
  return value === undefined ? undefined : keyText(value);
}

function keyText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether the event would start a run of the journey, were it not for earlier runs: undefined if so, else why not. */
export function refuseEntry(
  journey: Journey,
  event: CustomerEvent,
  facts: ConditionFacts,
): string | undefined {
  // A step names the journey itself, whatever starts that otherwise.
  if (!starterOf(event) && !triggerOf(journey.trigger).matches(journey.trigger, event, journey.id, facts)) {
    return 'the trigger asks for other properties';
  }
  if (journey.startsAt !== undefined && event.at < journey.startsAt) {
    return `the journey takes entries from ${formatInstant(journey.startsAt)} on`;
  }
  if (journey.endsAt !== undefined && event.at >= journey.endsAt) {
    return `the journey took entries until ${formatInstant(journey.endsAt)}`;
  }
  if (event.depth > MAX_DEPTH) {
    return `the event is ${event.depth} journeys deep; beyond ${MAX_DEPTH} it starts nothing`;
  }
  if (concurrencyKey(journey, event) === undefined) {
    return `the event has no ${journey.concurrent?.by}, by which runs are told apart`;
  }
  if (journey.audience && !holds(journey.audience, facts)) return 'the customer is not in the audience';
  return undefined;
}

/** Whether the customer enters, given the last time they did. `zone` is theirs, for re-entry after months. */
export function decideEntry(
  journey: Journey,
  event: CustomerEvent,
  last: LastEntry | undefined,
  zone: string,
): EntryDecision {
  if (last?.active) return { enter: 'no', reason: `run ${last.runId} is still active` };
  const reentry = reentryOf(journey);
  if (last && reentry === 'never') {
    return {
      enter: 'no',
      reason: `entered before, at ${formatInstant(last.at)}; the journey allows no re-entry`,
    };
  }
  if (last && typeof reentry === 'object') {
    const allowed = addDuration(last.at, reentry.after, zone);
    if (event.at < allowed) {
      return { enter: 'no', reason: `may enter again from ${formatInstant(allowed)} on` };
    }
  }
  const percent = journey.holdout?.percent ?? 0;
  if (isHeldOut(percent, journey.id, event.customerId)) {
    return { enter: 'holdout', reason: `kept out to measure: one of ${percent} %` };
  }
  const starter = starterOf(event);
  return { enter: 'run', reason: `entered by ${starter ? stepInWords(starter) : causeOf(journey, event)}` };
}

function stepInWords({ stepId, journeyId }: Starter): string {
  return `step ${stepId} of ${journeyId}`;
}

function causeOf({ trigger }: Journey, event: CustomerEvent): string {
  return clockOf(trigger)?.cause(trigger) ?? event.type;
}
