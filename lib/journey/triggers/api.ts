// `api`: a call from outside starts a run. The call becomes an event that names its journey.

import { z } from 'zod';
import type { TriggerDefinition } from './trigger.ts';

const schema = z.strictObject({ type: z.literal('api') });

export type ApiTrigger = z.infer<typeof schema>;

/** The type of the event that asks for a run, and the property that names the journey. */
export const START_EVENT = 'milepost.start';
export const START_JOURNEY = 'journey';

export const api: TriggerDefinition<ApiTrigger> = {
  schema,
  listensTo: () => START_EVENT,
  matches: (_trigger, event, journeyId) => event.properties[START_JOURNEY] === journeyId,
  describe: () => 'when it is called for by the API',
};
