// `api`: a call from outside starts a run. The call becomes an event that names its journey.

import * as z from 'zod';
import { asksFor, START_EVENT } from './start-event.ts';
import type { TriggerDefinition } from './trigger.ts';

const schema = z.strictObject({ type: z.literal('api') });

export type ApiTrigger = z.infer<typeof schema>;

export const api: TriggerDefinition<ApiTrigger> = {
  schema,
  listensTo: () => START_EVENT,
  matches: (_trigger, event, journeyId) => asksFor(event, journeyId),
  describe: () => 'when it is called for by the API',
};
