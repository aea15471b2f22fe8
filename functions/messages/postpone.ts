// A message that has to wait: its run sleeps until a moment, enters the step again, and everything is decided anew.

import { formatInstant } from '../../lib/customer/time.ts';
import { signals } from '../../lib/journey/compile/task.ts';
import type { Effect } from '../../lib/journey/steps/decision.ts';
import { POSTPONED } from '../../lib/journey/steps/message.ts';
import type { Ports, Run } from '../../lib/ports.ts';
import { keepDecision } from '../steps/decide.ts';
import { type KnownFrequency, keepWaiting } from './frequency.ts';
import type { Job } from './job.ts';

export type PostponePorts = Pick<Ports, 'frequencies' | 'decisions' | 'runner'>;

/** `reason` is why, in short. `trouble` is what stands in the way, where that is asked about again and again: it is told once. */
export type Postponement = Omit<Extract<Effect, { type: 'postpone' }>, 'type'> & {
  reason: string;
  trouble?: string;
};

export async function postpone(
  ports: PostponePorts,
  known: KnownFrequency,
  run: Run,
  job: Job,
  { channels, until, passedOver, reason, trouble }: Postponement,
  now: number,
): Promise<void> {
  const moment = formatInstant(until);
  await keepWaiting(ports, known, run, job, { channels, until }, now);
  const others = passedOver.map((one) => `not by ${one.channel}: ${one.reason}`).join('; ');
  const told = trouble === undefined ? `waits until ${moment}` : `waits, ${reason}`;
  await keepDecision(ports, run, { id: job.step.id, type: told }, job.run.visit, now, {
    kind: 'step',
    outcome: POSTPONED,
    reason: trouble === undefined ? `${told}; ${others}` : `${trouble}; tried again at ${moment}`,
    detail: { channels, until: moment, reason, passedOver },
  });
  await ports.runner.fail(job.token, signals.held, moment);
}
