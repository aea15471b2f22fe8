// `segment`: a customer enters or leaves a segment. With `backfill`, those who are inside already enter once, when the
// journey is first deployed.

import * as z from 'zod';
import { SEGMENT, SEGMENT_ENTERED, SEGMENT_LEFT } from '../segments/segment.ts';
import { asksFor } from './start-event.ts';
import type { TriggerDefinition } from './trigger.ts';

const schema = z
  .strictObject({
    type: z.literal('segment'),
    segment: z.string().min(1).describe('The segment: the name of a file in workflows/segments.'),
    on: z.enum(['enter', 'leave']).describe('Whether entering or leaving it starts a run.'),
    backfill: z
      .boolean()
      .describe('Whether those who are inside when the journey is first deployed enter it, too.')
      .optional(),
  })
  .refine(({ on, backfill }) => on === 'enter' || !backfill, {
    path: ['backfill'],
    error: 'is about those who are inside, and goes with "on": "enter" only',
  });

export type SegmentTrigger = z.infer<typeof schema>;

const eventOf = ({ on }: SegmentTrigger) => (on === 'enter' ? SEGMENT_ENTERED : SEGMENT_LEFT);

export const segment: TriggerDefinition<SegmentTrigger> = {
  schema,
  listensTo: eventOf,
  pattern: (trigger) => ({ event: eventOf(trigger), where: { [SEGMENT]: trigger.segment } }),
  matches: (trigger, event, journeyId) =>
    event.type === eventOf(trigger)
      ? event.properties[SEGMENT] === trigger.segment
      : trigger.backfill === true && asksFor(event, journeyId),
  describe: ({ segment: name, on }) =>
    `when a customer ${on === 'enter' ? 'enters' : 'leaves'} the segment ${name}`,
};
