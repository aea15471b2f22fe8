// What of a replay's messages waited, and for what, before it was decided for good.

import * as z from 'zod';
import { channelNames } from '../../journey/channels/index.ts';
import type { DecisionRecord } from '../../ports.ts';

export type WaitCounts = {
  messages: number;
  /** Of these messages, by the reason for which each waited first. */
  reasons: Record<string, number>;
};

/** As functions/messages/postpone.ts keeps it. */
const DetailSchema = z.looseObject({ channels: z.array(z.enum(channelNames)).min(1), reason: z.string() });

/** Counts of the messages that waited, by the channel that each waited for first; of decisions in their order. */
export function countWaits(waits: Iterable<DecisionRecord>): Record<string, WaitCounts> {
  const counts: Record<string, WaitCounts> = {};
  const seen = new Set<string>();
  for (const { runId, stepId, visit, detail } of waits) {
    const message = JSON.stringify([runId, stepId, visit]);
    if (seen.has(message)) continue;
    seen.add(message);
    const { channels, reason } = DetailSchema.parse(detail);
    const channel = channels[0] ?? channelNames[0];
    const { messages, reasons } = counts[channel] ?? { messages: 0, reasons: {} };
    counts[channel] = {
      messages: messages + 1,
      reasons: { ...reasons, [reason]: (reasons[reason] ?? 0) + 1 },
    };
  }
  return counts;
}
