// The registry of triggers: a new one is its file and one line here.

import * as z from 'zod';
import { api } from './api.ts';
import type { ClockTrigger } from './clock.ts';
import { date } from './date.ts';
import { event } from './event.ts';
import { schedule } from './schedule.ts';
import { segment } from './segment.ts';
import type { TriggerDefinition } from './trigger.ts';

export const triggers = { event, segment, date, schedule, api };

export type TriggerType = keyof typeof triggers;
export type Trigger = { [type in TriggerType]: z.output<(typeof triggers)[type]['schema']> }[TriggerType];

export const TriggerSchema: z.ZodType<Trigger> = z
  .union(Object.values(triggers).map((definition) => definition.schema as z.ZodType<Trigger>))
  .meta({ id: 'trigger', description: 'What starts a run of the journey.' });

/** What the clock asks of a trigger; undefined where other things start the journey. */
export function clockOf(trigger: Trigger): ClockTrigger<Trigger> | undefined {
  return triggerOf(trigger).clock;
}

export function triggerOf(trigger: Trigger): TriggerDefinition<Trigger> {
  return triggers[trigger.type] as TriggerDefinition<Trigger>;
}
