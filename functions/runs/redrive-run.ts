// Lets a failed run go on from the step that failed. Its run is made active first, since steps do nothing for a run that
// is not, and then its execution is redriven. What it did before is not done again: messages, calls and changes are kept
// under run, step and visit.

import { emptyProfile } from '../../lib/customer/apply-event.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import { explainFailure } from '../../lib/journey/failure.ts';
import type { ExecutionState, Run } from '../../lib/ports.ts';
import type { EventPorts } from '../events/context.ts';
import { settleLater } from '../events/end-runs.ts';
import { closeRun } from './close-run.ts';

/** The step from which the run goes on (null if that was not told), or why it does not. */
export type Redrive = { redriven: true; step: string | null } | { redriven: false; reason: string };

export async function redriveRun(
  ports: EventPorts,
  catalog: Catalog,
  customerId: string,
  runId: string,
): Promise<Redrive> {
  const execution = await ports.runner.describe(runId);
  if (!execution) return refused('its execution is not known, or no longer');
  if (execution.status === 'running') return refused('it is under way');
  // Its end may not have been noted yet.
  await closeRun(ports, customerId, runId, execution);
  const run = await ports.runs.get(customerId, runId);
  if (!run) return refused(`customer "${customerId}" has no such run`);
  const isCutShort = run.status === 'active';
  if (!isCutShort && run.status !== 'failed') return refused(`it has not failed: it is ${told(run)}`);
  const redriven = { count: execution.redrives + 1, at: ports.clock.now() };
  if (!isCutShort && !(await ports.runs.reopen(customerId, runId, redriven)))
    return refused(await bar(ports, run));
  await ports.waits.reopen(customerId, runId);
  return goOn(ports, catalog, run, redriven.count, execution);
}

async function goOn(
  ports: EventPorts,
  catalog: Catalog,
  before: Run,
  count: number,
  execution: ExecutionState,
): Promise<Redrive> {
  const { customerId, id } = before;
  const ended = await endedMeanwhile(ports, catalog, before);
  if (ended) return refused(`an event has ended it meanwhile: ${told(ended)}`);
  const refusal = await ports.runner.redrive(id, count);
  if (refusal !== undefined) {
    await failAgain(ports, before, execution);
    return refused(refusal);
  }
  const { step } = explainFailure({ ...execution, error: execution.error ?? '' });
  await ports.decisions.add(`${id}:redrive:${count}`, {
    customerId,
    journeyId: before.journeyId,
    runId: id,
    stepId: step,
    visit: null,
    at: ports.clock.now(),
    kind: 'redrive',
    outcome: 'redriven',
    reason:
      step === null ? 'goes on from where it ended' : `goes on from step ${step}, in which it had failed`,
    detail: { count },
  });
  // An event that came at this moment stopped the execution before it went on.
  const now = await ports.runs.get(customerId, id);
  if (now?.status !== 'active') await ports.runner.stop(id, 'an event ended the run as it was redriven');
  return { redriven: true, step };
}

/** While the run had failed, nothing looked at its exits: the run, if an event of that time has ended it now. */
async function endedMeanwhile(
  ports: EventPorts,
  catalog: Catalog,
  { customerId, id }: Run,
): Promise<Run | undefined> {
  const run = await ports.runs.get(customerId, id);
  if (run?.status !== 'active') return run;
  const profile = (await ports.profiles.get(customerId)) ?? emptyProfile(customerId);
  const settled = await settleLater({ ports, catalog, profile, again: false }, run);
  return settled === 'ended' ? ports.runs.get(customerId, id) : undefined;
}

/** As it was before. */
async function failAgain(ports: EventPorts, before: Run, { error, endedAt }: ExecutionState): Promise<void> {
  const { customerId, id, splits } = before;
  await ports.runs.end(customerId, id, {
    status: 'failed',
    outcome: before.outcome ?? error,
    at: before.endedAt ?? endedAt ?? ports.clock.now(),
    splits,
  });
  await ports.waits.close(customerId, id);
}

/** Why a failed run could not be reopened. */
async function bar(
  { runs }: EventPorts,
  { customerId, journeyId, concurrencyKey, id }: Run,
): Promise<string> {
  const last = await runs.enrolment(customerId, journeyId, concurrencyKey);
  if (last && last.lastRunId !== id) {
    return `the customer has entered the journey again since, with run ${last.lastRunId}, which takes its place`;
  }
  return 'somebody else has just redriven it';
}

function told({ status, outcome }: Run): string {
  return outcome === null ? status : `${status}, ${outcome}`;
}

function refused(reason: string): Redrive {
  return { redriven: false, reason };
}
