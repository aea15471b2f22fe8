// What every trigger is: a predicate over an event. A schedule, too, is an event: from the clock.

import type { z } from 'zod';
import type { CustomerEvent } from '../../customer/event.ts';
import type { ComparisonFacts } from '../condition/operators.ts';

export type TriggerDefinition<T extends { type: string }> = {
  schema: z.ZodType<T>;
  /** The type of the events that can start a run. */
  listensTo(trigger: T): string;
  /** Whether this event, of that type, starts a run of the journey. */
  matches(trigger: T, event: CustomerEvent, journeyId: string, facts: ComparisonFacts): boolean;
  /** The least time (ms) from one start of a customer to the next; absent where there may be any number of starts. */
  startsAtMostEvery?(trigger: T): number;
  describe(trigger: T): string;
};
