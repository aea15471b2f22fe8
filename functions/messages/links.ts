// The links of one message: where its customer unsubscribes, chooses what they get, and confirms what they asked for.

import { confirmClaims } from '../../lib/journey/links/confirmation.ts';
import type { MessageLinks } from '../../lib/journey/templates/message-context.ts';
import type { Ports } from '../../lib/ports.ts';
import type { Delivering } from './deliver.ts';

type Linked = Pick<Delivering, 'job' | 'run' | 'message'>;

export async function linksOf(
  { links }: Pick<Ports, 'links'>,
  { job, run, message }: Linked,
): Promise<MessageLinks> {
  const { customerId: c, channel: ch, runId, stepId, visit } = message;
  const { topic: tp } = job.step;
  // A text message has no room for telling which one it was.
  const of = ch === 'sms' ? { c } : { c, m: [runId, stepId, visit] satisfies [string, string, string] };
  const confirm = confirmClaims(run, stepId, visit);
  return {
    unsubscribe: await links.to({ t: 'u', ...of, ch, ...(tp !== undefined && { tp }) }),
    preferences: await links.to({ t: 'p', ...of }),
    ...(confirm && { confirm: await links.to(confirm) }),
  };
}
