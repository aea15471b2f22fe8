// The runs of a stage on AWS. Step Functions finds them, the table says how they stand: so no index has to be kept.

import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import { redriveRun } from '../../functions/runs/redrive-run.ts';
import { customerOfRun, failedExecutions, latestExecutions } from '../../lib/aws/executions.ts';
import type { RunFilter } from '../../lib/embedded/stores/list-runs.ts';
import { engineTime } from '../../lib/journey/compile/time-scale.ts';
import type { Run } from '../../lib/ports.ts';
import { connectStage, type Stage } from '../connect-stage.ts';
import { UsersMistake } from '../users-mistake.ts';
import { loadWorkflows } from '../workflows.ts';
import { type KeptRuns, type ListedRun, listed } from './listed-run.ts';

/** How many runs are looked at side by side: Step Functions describes fifteen executions a second, and more in a burst. */
const AT_ONCE = 10;

export async function runsToRead(name: string): Promise<Pick<KeptRuns, 'list' | 'close'>> {
  const stage = await connectStage(name);
  return { list: (filter) => list(stage, filter), close: async () => stage.sfn.destroy() };
}

/** `workflows` is the folder of the journeys as they are deployed: an event of theirs may have ended a run meanwhile. */
export async function runsToRedrive(name: string, workflows: string): Promise<KeptRuns> {
  const { catalog } = await loadWorkflows(workflows);
  const stage = await connectStage(name);
  return {
    list: (filter) => list(stage, filter),
    async redrive(runId) {
      const customerId = await customerOfRun(stage.sfn, stage.where, runId);
      if (customerId !== undefined) return redriveRun(stage.ports, catalog, customerId, runId);
      const reason = `stage "${name}" knows no such run, or no longer: it does for ninety days`;
      return { redriven: false, reason };
    },
    close: async () => stage.sfn.destroy(),
  };
}

async function list(stage: Stage, filter: RunFilter): Promise<ListedRun[]> {
  const runs = filter.customer === undefined ? await found(stage, filter) : await ofCustomer(stage, filter);
  return inTurns(runs, (run) => asListed(stage, run));
}

async function ofCustomer({ ports }: Stage, filter: RunFilter): Promise<Run[]> {
  const { failed, journey, customer = '', since = -Infinity, atMost } = filter;
  const momentOf = (run: Run) => (failed ? (run.endedAt ?? 0) : run.entry.at);
  return (await ports.runs.of(customer))
    .filter((run) => !failed || run.status === 'failed')
    .filter((run) => journey === undefined || run.journeyId === journey)
    .filter((run) => momentOf(run) >= since)
    .sort((a, b) => momentOf(b) - momentOf(a))
    .slice(0, atMost);
}

async function found(stage: Stage, filter: RunFilter): Promise<Run[]> {
  const { sfn, where, timeScale } = stage;
  const { failed, journey, since = -Infinity, atMost } = filter;
  const momentOf = ({ startDate, stopDate }: ExecutionListItem) =>
    engineTime(((failed ? stopDate : startDate) ?? new Date(0)).getTime(), timeScale);
  const executions = await (failed
    ? failedExecutions(sfn, where, journey)
    : latestExecutions(sfn, where, journey, atMost)
  ).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'StateMachineDoesNotExist') throw error;
    throw new UsersMistake(`stage "${where.stage}" has no journey "${journey}"`);
  });
  const newest = executions
    .filter((execution) => momentOf(execution) >= since)
    .sort((a, b) => momentOf(b) - momentOf(a));
  const runs: Run[] = [];
  // Of an execution that failed, an event may have ended the run: so some are passed over.
  for (let from = 0; from < newest.length && runs.length < atMost; from += AT_ONCE) {
    const some = await Promise.all(
      newest.slice(from, from + AT_ONCE).map(({ name = '' }) => runOf(stage, name)),
    );
    runs.push(...some.filter((run) => run !== undefined).filter((run) => !failed || isFailed(run)));
  }
  return runs.slice(0, atMost);
}

/** A run whose execution failed, and whose end was not noted yet, is active still. */
function isFailed({ status }: Run): boolean {
  return status === 'failed' || status === 'active';
}

async function runOf({ sfn, where, ports }: Stage, runId: string): Promise<Run | undefined> {
  const customerId = await customerOfRun(sfn, where, runId);
  return customerId === undefined ? undefined : ports.runs.get(customerId, runId);
}

async function asListed({ ports }: Stage, run: Run): Promise<ListedRun> {
  if (run.status !== 'failed' && run.status !== 'active') return listed(run, { cause: null, failedIn: null });
  const execution = await ports.runner.describe(run.id);
  if (!execution) return listed(run, { cause: null, failedIn: null });
  const isOver = run.status === 'active' && execution.status === 'failed';
  const { error, endedAt } = execution;
  return listed(isOver ? { ...run, status: 'failed', outcome: error, endedAt } : run, execution);
}

async function inTurns<One, Other>(
  all: readonly One[],
  work: (one: One) => Promise<Other>,
): Promise<Other[]> {
  const done: Other[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    done.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(work))));
  }
  return done;
}
