// A message that cannot go out while sending is paused, or throttled for long: its run sleeps for a while, and enters
// the step again. Waiting in the queue instead would use up the message's attempts.

import { formatInstant } from '../../lib/customer/time.ts';
import { signals } from '../../lib/journey/compile/task.ts';
import type { Ports } from '../../lib/ports.ts';
import { keepDecision, runOf } from '../steps/decide.ts';
import type { Job } from './job.ts';

/** After this long (ms) it is tried again: each time costs the run three transitions. */
const PAUSE = 3_600_000;

export async function postpone(
  ports: Pick<Ports, 'runs' | 'decisions' | 'clock' | 'runner'>,
  job: Job,
  pause: Error,
): Promise<void> {
  const run = await runOf(ports, job.run);
  const now = ports.clock.now();
  const until = formatInstant(now + PAUSE);
  await keepDecision(ports, run, { id: job.step.id, type: 'postponed' }, job.run.visit, now, {
    kind: 'step',
    outcome: 'held',
    reason: `${pause.message}; tried again at ${until}`,
    detail: null,
  });
  await ports.runner.fail(job.token, signals.held, until);
}
