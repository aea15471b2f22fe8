// `schedule`: at repeating moments, everyone in the audience enters.

import * as z from 'zod';
import { ZoneSchema } from '../../customer/time.ts';
import { CronSchema, lastOccurrence, nextOccurrence } from '../calendar/cron.ts';
import { DUE_EVENT, isDueFor } from './clock.ts';
import type { TriggerDefinition } from './trigger.ts';

const schema = z.strictObject({
  type: z.literal('schedule'),
  cron: CronSchema,
  timezone: ZoneSchema.describe('Whose clocks count, such as Europe/Berlin; UTC if absent.').default('UTC'),
});

export type ScheduleTrigger = z.infer<typeof schema>;

const words = ({ cron, timezone }: ScheduleTrigger) => `${cron} (${timezone})`;

/** Of how many moments the shortest distance is looked for. */
const LOOKED_AT = 400;
const SOME_TIME = Date.UTC(2026, 0, 1);

export const schedule: TriggerDefinition<ScheduleTrigger> = {
  schema,
  listensTo: () => DUE_EVENT,
  matches: (_trigger, event, journeyId) => isDueFor(event, journeyId),
  clock: {
    per: 'everyone',
    recurs: () => true,
    next: ({ cron, timezone }, { from }) => nextOccurrence(cron, timezone, from),
    lastMissed: ({ cron, timezone }, since, upTo) => lastOccurrence(cron, timezone, since, upTo) ?? since,
    rule: (trigger) => `schedule ${words(trigger)}`,
    cause: (trigger) => `the schedule ${words(trigger)}`,
  },
  startsAtMostEvery({ cron, timezone }) {
    let shortest = Infinity;
    let at = nextOccurrence(cron, timezone, SOME_TIME);
    for (let seen = 0; seen < LOOKED_AT; seen++) {
      const next = nextOccurrence(cron, timezone, at + 1);
      shortest = Math.min(shortest, next - at);
      at = next;
    }
    return shortest;
  },
  describe: (trigger) => `by the schedule ${words(trigger)}`,
};
