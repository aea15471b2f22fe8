// A message that is not sent, and no failure: it is recorded with the reason, and its run goes on.

import type { PassedOver } from '../../lib/journey/steps/decision.ts';
import type { Counting, Message, Ports, Run } from '../../lib/ports.ts';
import { keepDecision } from '../steps/decide.ts';
import { answer } from './answer.ts';
import type { Job } from './job.ts';
import { byWhom, decidedStep, stayUnknown } from './resent.ts';
import { type SettlePorts, settleEarlier } from './settle.ts';

export type HoldPorts = Pick<Ports, 'decisions' | 'runner'> & SettlePorts;

/** Says `changed` where the customer's frequency has changed meanwhile, and nothing was done. */
export async function hold(
  ports: HoldPorts,
  run: Run,
  job: Job,
  message: Message,
  passedOver: PassedOver[],
  counting?: Counting,
): Promise<'done' | 'changed'> {
  const held: Message = { ...message, status: 'held' };
  const claim = await ports.messages.claim(held, { counting });
  if (claim === 'changed') return claim;
  if (claim === 'ended') {
    await stayUnknown(ports, job, message, 'its run has ended');
    return 'done';
  }
  const settled = claim === 'claimed' ? held : await settleEarlier(ports, job, claim);
  await keepDecision(ports, run, decidedStep(job), job.run.visit, message.at, {
    kind: 'message',
    outcome: settled.status,
    reason: byWhom(job, settled.reason),
    detail: { passedOver },
  });
  await answer(ports, job, settled);
  return 'done';
}
