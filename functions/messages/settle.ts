// What became of a message is recorded; and what an earlier attempt left is settled, whatever would be decided now.

import type { RenderedMessage } from '../../lib/journey/templates/render.ts';
import type { Message, MessageStatus, Ports } from '../../lib/ports.ts';
import { giveBack } from './frequency.ts';
import { type Job, jobBody } from './job.ts';

export type SettlePorts = Pick<Ports, 'messages' | 'unknownMessages' | 'frequencies'>;

/** The message of a job as an earlier attempt left it, settled; undefined if none claimed it. */
export async function settleLeftover(ports: SettlePorts, job: Job): Promise<Message | undefined> {
  const { customerId, id: runId } = job.run;
  const earlier = await ports.messages.get({ customerId, runId, stepId: job.step.id, visit: job.run.visit });
  return earlier && settleEarlier(ports, job, earlier);
}

/** What an earlier attempt left: a bare claim means that it stopped between claiming and recording. */
export async function settleEarlier(ports: SettlePorts, job: Job, earlier: Message): Promise<Message> {
  if (earlier.status === 'claimed') {
    return recordUnknown(ports, job, earlier, 'stopped between claiming and recording', null);
  }
  // It may have stopped before it gave the place under the caps back.
  if (earlier.status === 'failed') await giveBack(ports, earlier);
  return earlier;
}

/** What an operator needs to have it sent again is kept first. */
export async function recordUnknown(
  ports: SettlePorts,
  job: Job,
  message: Message,
  reason: string,
  content: RenderedMessage | null,
): Promise<Message> {
  await ports.unknownMessages.keep(message, jobBody(job));
  return record(ports, message, 'unknown', reason, content);
}

export async function record(
  { messages }: Pick<Ports, 'messages'>,
  message: Message,
  status: MessageStatus,
  reason: string,
  content: RenderedMessage | null,
): Promise<Message> {
  const settled: Message = { ...message, status, reason };
  await messages.record(settled, content);
  return settled;
}
