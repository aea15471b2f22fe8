// What every trigger is: a predicate over an event. A schedule, too, is an event: from the clock.

import type { z } from 'zod';
import type { CustomerEvent } from '../../customer/event.ts';
import type { ComparisonFacts } from '../condition/operators.ts';
import type { EventPattern } from '../where.ts';
import type { ClockTrigger } from './clock.ts';

export type TriggerDefinition<T extends { type: string }> = {
  schema: z.ZodType<T>;
  /** The type of the events that can start a run. */
  listensTo(trigger: T): string;
  /** What such an event must be, if one can say; the analysis of all journeys goes by it. */
  pattern?(trigger: T): EventPattern;
  /** Whether this event, of that type, starts a run of the journey. */
  matches(trigger: T, event: CustomerEvent, journeyId: string, facts: ComparisonFacts): boolean;
  /** What makes its events, where that is the clock. */
  clock?: ClockTrigger<T>;
  /** The least time (ms) from one start of a customer to the next; absent where there may be any number of starts. */
  startsAtMostEvery?(trigger: T): number;
  describe(trigger: T): string;
};
