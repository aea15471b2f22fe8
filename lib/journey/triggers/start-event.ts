// The event that asks for a run of one journey by its name: from a call of the API, or from another run's `start` step.

import type { CustomerEvent } from '../../customer/event.ts';
import { isObject, type JsonObject } from '../../customer/json.ts';

/** The type of that event, and the properties that name the journey and what started it. */
export const START_EVENT = 'milepost.start';
export const START_JOURNEY = 'journey';
const STARTED_BY = 'startedBy';

/** The step of another run that asked for a run. */
export type Starter = { runId: string; journeyId: string; stepId: string };

/** The properties of the event by which a step starts a journey: those that its own run was started by, and who asks. */
export function startProperties(trigger: JsonObject, journeyId: string, starter: Starter): JsonObject {
  return { ...trigger, [START_JOURNEY]: journeyId, [STARTED_BY]: { ...starter } };
}

/** The step that asks for a run by this event; undefined for any other event. */
export function starterOf({ type, depth, properties }: StartEvent): Starter | undefined {
  // What comes in from outside is never caused by a journey, whatever its properties say.
  if (type !== START_EVENT || depth === 0) return undefined;
  const starter = properties[STARTED_BY];
  if (!isObject(starter)) return undefined;
  const { runId, journeyId, stepId } = starter;
  if (typeof runId !== 'string' || typeof journeyId !== 'string' || typeof stepId !== 'string') {
    return undefined;
  }
  return { runId, journeyId, stepId };
}

/** Whether the event asks for this very journey. */
export function asksFor({ type, properties }: StartEvent, journeyId: string): boolean {
  return type === START_EVENT && properties[START_JOURNEY] === journeyId;
}

type StartEvent = Pick<CustomerEvent, 'type' | 'depth' | 'properties'>;
