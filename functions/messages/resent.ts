// A message of which nobody knew whether it went out, and that an operator has sent again. Nobody waits for it: where it
// cannot go out, it is as unknown as it was, and the operator may try later.

import type { Message, Ports } from '../../lib/ports.ts';
import type { Job } from './job.ts';

/** Puts it back among the unknown ones, with the reason. Any other message is left alone. */
export async function stayUnknown(
  ports: Pick<Ports, 'unknownMessages'>,
  { resend }: Job,
  message: Message,
  reason: string,
): Promise<void> {
  if (resend)
    await ports.unknownMessages.restore({ ...message, reason: `could not be sent again: ${reason}` });
}

/** A decision about a message that is sent again stands beside the first. */
export function decidedStep({ step, resend }: Job): { id: string; type: string } {
  return resend ? { id: step.id, type: `resent ${resend}` } : step;
}

export function byWhom({ resend }: Job, reason: string): string {
  return resend ? `resent by operator; ${reason}` : reason;
}
