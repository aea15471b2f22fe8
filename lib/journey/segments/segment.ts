// A segment as a marketer writes it: a file in workflows/segments, whose name is the segment's.

import * as z from 'zod';
import { ConditionSchema } from '../condition/condition.ts';

export const SegmentSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().describe('The name of the file without .json; it may be left out.').optional(),
  name: z.record(z.string(), z.string().min(1)).describe('What people call it, by locale.').optional(),
  description: z.string().max(500).describe('Who these customers are, in your own words.').optional(),
  when: ConditionSchema.describe('Who is in the segment: a condition.'),
});

export type Segment = Omit<z.infer<typeof SegmentSchema>, 'id' | '$schema'> & { id: string };

/** The types of the events by which customers enter and leave segments, and the property that names the segment. */
export const SEGMENT_ENTERED = 'segment.entered';
export const SEGMENT_LEFT = 'segment.left';
export const SEGMENT = 'segment';
