// Runs as `milepost runs` lists them, wherever they are kept.

import type { Redrive } from '../../functions/runs/redrive-run.ts';
import type { RunFilter } from '../../lib/embedded/stores/list-runs.ts';
import { explainFailure, type RunFailure } from '../../lib/journey/failure.ts';
import type { Run } from '../../lib/ports.ts';

export type ListedRun = {
  run: string;
  journey: string;
  customer: string;
  status: Run['status'];
  outcome: string | null;
  enteredAt: number;
  endedAt: number | null;
  redrives: number;
  failure: RunFailure | null;
};

/** The runs of a server's file, or of a stage on AWS. */
export type KeptRuns = {
  /** Newest first. */
  list(filter: RunFilter): Promise<ListedRun[]>;
  /** Redrives a run by its id. */
  redrive(runId: string): Promise<Redrive>;
  close(): Promise<void>;
};

export function listed(run: Run, told: { cause: string | null; failedIn: string | null }): ListedRun {
  return {
    run: run.id,
    journey: run.journeyId,
    customer: run.customerId,
    status: run.status,
    outcome: run.outcome,
    enteredAt: run.entry.at,
    endedAt: run.endedAt,
    redrives: run.redriven?.count ?? 0,
    failure: run.status === 'failed' ? explainFailure({ ...told, error: run.outcome ?? '' }) : null,
  };
}
