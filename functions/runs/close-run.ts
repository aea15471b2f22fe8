// Notes the end of a run from how its execution ended.

import { isObject, type Json } from '../../lib/customer/json.ts';
import type { Ports, RunEnd, RunnerStatus } from '../../lib/ports.ts';
import { splitsOf } from './splits.ts';

export type Ended = {
  status: RunnerStatus;
  output: Json;
  error: string | null;
  endedAt: number | null;
  variables: Record<string, Json>;
};

type ClosePorts = Pick<Ports, 'runs' | 'waits' | 'decisions' | 'clock'>;

/** Ends the run as its execution did; a run that an event ended before stays as that event left it. */
export async function closeRun(
  ports: ClosePorts,
  customerId: string,
  runId: string,
  execution: Ended,
): Promise<void> {
  const end: RunEnd = {
    ...resultOf(execution),
    at: execution.endedAt ?? ports.clock.now(),
    splits: splitsOf(execution.variables.taken),
  };
  await close(ports, customerId, runId, end, reasonOf(end));
}

/** Ends a run that has no execution, and will have none. */
export async function closeWithoutExecution(
  ports: ClosePorts,
  customerId: string,
  runId: string,
  reason: string,
): Promise<void> {
  const end: RunEnd = { status: 'failed', outcome: 'NoExecution', at: ports.clock.now(), splits: {} };
  await close(ports, customerId, runId, end, reason);
}

async function close(
  ports: ClosePorts,
  customerId: string,
  runId: string,
  end: RunEnd,
  reason: string,
): Promise<void> {
  const run = await ports.runs.get(customerId, runId);
  if (run?.status !== 'active') return;
  if (!(await ports.runs.end(customerId, runId, end))) return;
  await ports.waits.close(customerId, runId);
  await ports.decisions.add(`${runId}:end`, {
    customerId,
    journeyId: run.journeyId,
    runId,
    stepId: null,
    visit: null,
    at: end.at,
    kind: 'end',
    outcome: end.status === 'exited' ? (end.outcome ?? 'exited') : end.status,
    reason,
    detail: null,
  });
}

/** An `exit` step says so in the execution's output; any other success went past the last step. */
function resultOf({ status, output, error }: Ended): Pick<RunEnd, 'status' | 'outcome'> {
  if (status !== 'succeeded') return { status: 'failed', outcome: error ?? 'stopped from outside' };
  if (isObject(output) && typeof output.exited === 'string') {
    return { status: 'exited', outcome: output.exited };
  }
  return { status: 'completed', outcome: null };
}

function reasonOf(end: RunEnd): string {
  if (end.status === 'completed') return 'went past the last step';
  if (end.status === 'exited') return 'reached an exit';
  return `the execution failed: ${end.outcome}`;
}
