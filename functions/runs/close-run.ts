// Notes the end of a run from how its execution ended.

import { isObject } from '../../lib/customer/json.ts';
import { explainFailure, failureInWords, type RunFailure } from '../../lib/journey/failure.ts';
import type { ExecutionState, Ports, Run, RunEnd } from '../../lib/ports.ts';
import { splitsOf } from './splits.ts';

/** How long (ms) a redrive may take from reopening its run until its execution goes on; then it is one that never was. */
const REDRIVE_TAKES = 3_600_000;

type ClosePorts = Pick<Ports, 'runs' | 'waits' | 'decisions' | 'clock'>;

/**
 * Ends the run as its execution did; a run that an event ended before stays as that event left it. Told again, it makes
 * good what a crash left undone.
 */
export async function closeRun(
  ports: ClosePorts,
  customerId: string,
  runId: string,
  execution: ExecutionState,
): Promise<void> {
  const run = await ports.runs.get(customerId, runId);
  if (!run || isOfBefore(execution, run, ports.clock.now())) return;
  const end: RunEnd = {
    ...resultOf(execution),
    at: execution.endedAt ?? ports.clock.now(),
    splits: splitsOf(execution.variables.taken),
  };
  const failure = end.status === 'failed' ? failureOf(execution) : null;
  await close(ports, run, end, reasonOf(end, failure), failure);
}

/** Ends a run that has no execution, and will have none. */
export async function closeWithoutExecution(
  ports: ClosePorts,
  customerId: string,
  runId: string,
  reason: string,
): Promise<void> {
  const run = await ports.runs.get(customerId, runId);
  const end: RunEnd = { status: 'failed', outcome: 'NoExecution', at: ports.clock.now(), splits: {} };
  if (run) await close(ports, run, end, reason, null);
}

async function close(
  ports: ClosePorts,
  run: Run,
  end: RunEnd,
  reason: string,
  failure: RunFailure | null,
): Promise<void> {
  const { customerId, id: runId, journeyId } = run;
  const hasEnded =
    run.status === 'active'
      ? await ports.runs.end(customerId, runId, end)
      : run.status === end.status && run.endedAt === end.at;
  if (!hasEnded) return;
  await ports.waits.close(customerId, runId);
  await ports.decisions.add(endKey(run), {
    customerId,
    journeyId,
    runId,
    stepId: failure?.step ?? null,
    visit: null,
    at: end.at,
    kind: 'end',
    outcome: end.status === 'exited' ? (end.outcome ?? 'exited') : end.status,
    reason,
    detail: failure && { ...failure },
  });
}

/** Under which the decision on a run's end is kept: a run that was redriven ends once more. */
export function endKey({ id, redriven }: Run): string {
  return redriven ? `${id}:end:${redriven.count}:${redriven.at}` : `${id}:end`;
}

/** A run is reopened a moment before its execution goes on: what is told of the execution until then is of before. */
function isOfBefore({ redrives }: ExecutionState, { redriven }: Run, now: number): boolean {
  return redriven !== undefined && redrives < redriven.count && now < redriven.at + REDRIVE_TAKES;
}

/** An `exit` step says so in the execution's output; any other success went past the last step. */
function resultOf({ status, output, error }: ExecutionState): Pick<RunEnd, 'status' | 'outcome'> {
  if (status !== 'succeeded') return { status: 'failed', outcome: error ?? 'stopped from outside' };
  if (isObject(output) && typeof output.exited === 'string') {
    return { status: 'exited', outcome: output.exited };
  }
  return { status: 'completed', outcome: null };
}

function failureOf({ error, cause, failedIn }: ExecutionState): RunFailure {
  return explainFailure({ error: error ?? 'ABORTED', cause, failedIn });
}

function reasonOf(end: RunEnd, failure: RunFailure | null): string {
  if (failure) return failureInWords(failure);
  return end.status === 'completed' ? 'went past the last step' : 'reached an exit';
}
