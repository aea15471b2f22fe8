// The links of one message: where its customer unsubscribes, and where they choose what they get.

import type { MessageLinks } from '../../lib/journey/templates/message-context.ts';
import type { Message, Ports } from '../../lib/ports.ts';
import type { Job } from '../send-messages.ts';

export async function linksOf(
  { links }: Pick<Ports, 'links'>,
  { step }: Pick<Job, 'step'>,
  message: Message,
): Promise<MessageLinks> {
  const { customerId: c, channel: ch, runId, stepId, visit } = message;
  // A text message has no room for telling which one it was.
  const of = ch === 'sms' ? { c } : { c, m: [runId, stepId, visit] satisfies [string, string, string] };
  return {
    unsubscribe: await links.to({ t: 'u', ...of, ch, ...(step.topic !== undefined && { tp: step.topic }) }),
    preferences: await links.to({ t: 'p', ...of }),
  };
}
