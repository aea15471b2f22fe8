// Answers the task token of a message step: the run goes on, or (with `onFailure: exit`) leaves the journey.

import { signals } from '../../lib/journey/compile/task.ts';
import type { Message, Ports } from '../../lib/ports.ts';
import type { Job } from './job.ts';

export async function answer(ports: Pick<Ports, 'runner'>, job: Job, message: Message): Promise<void> {
  if (message.status === 'failed' && job.step.onFailure === 'exit') {
    await ports.runner.fail(job.token, signals.messageFailed, message.reason);
    return;
  }
  const { status, channel, reason } = message;
  await ports.runner.succeed(job.token, { status, channel, reason });
}
