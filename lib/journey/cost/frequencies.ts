// What the runs of a replay did, as `milepost replay --report` keeps it for `milepost cost`: runs that went the same way
// are one entry.

import * as z from 'zod';
import { channelNames } from '../channels/index.ts';

const count = z.int().min(0);

export const endings = ['last step', 'exit step', 'event', 'failed', 'active'] as const;

export const MessageCountSchema = z.strictObject({
  /** The state of the machine that sends it. */
  step: z.string(),
  channel: z.enum(channelNames),
  sent: count,
  held: count,
});

export type MessageCount = z.infer<typeof MessageCountSchema>;

export const SameWaySchema = z.strictObject({
  runs: count,
  /** The ways that were taken at the machine's crossings, by their numbers, in order. */
  ways: z.array(count),
  /** State transitions of each of these runs. */
  transitions: count,
  /** How often messages of each of these runs waited: transitions of their own. */
  waits: count.default(0),
  /** How they ended. */
  end: z.enum(endings),
  outcome: z.string().nullable(),
  converted: count,
  /** Of all of these runs together. */
  messages: z.array(MessageCountSchema),
});

export type SameWay = z.infer<typeof SameWaySchema>;

export const JourneyRunsSchema = z.strictObject({ version: z.string(), ways: z.array(SameWaySchema) });

export type JourneyRuns = z.infer<typeof JourneyRunsSchema>;

/** The rest of the report is for people. */
export const ReplayReportSchema = z.looseObject({ runs: z.record(z.string(), JourneyRunsSchema) });
