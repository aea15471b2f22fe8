// `event`: a behaviour event starts a run.

import * as z from 'zod';
import { EventPatternFields, matches } from '../where.ts';
import type { TriggerDefinition } from './trigger.ts';

const schema = z.strictObject({ type: z.literal('event'), ...EventPatternFields });

export type EventTrigger = z.infer<typeof schema>;

export const event: TriggerDefinition<EventTrigger> = {
  schema,
  listensTo: (trigger) => trigger.event,
  pattern: (trigger) => trigger,
  matches: (trigger, happened, _journeyId, facts) => matches(trigger, happened, facts),
  describe: (trigger) => `when ${trigger.event} happens`,
};
