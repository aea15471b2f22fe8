// The second look at runs that seem active. Step Functions tells the ends of executions once, and not for certain; each
// day this closes the runs whose end went unheard, and those that no execution will ever go on with.

import type { ActiveRun, ExecutionState, Ports, WorkflowRunner } from '../lib/ports.ts';
import { closeRun, closeWithoutExecution } from './runs/close-run.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A younger run (ms since its claim) is left to its event: the end may still be in its queue. */
const SETTLED = 6 * HOUR;

/** As long (ms) a queue or its dead letters keep the event by which a claimed run starts. */
const MAY_START = 14 * DAY;

/** How many runs are read at a time. */
const PAGE = 1000;

/**
 * Pauses (ms) after a page of a list, which nobody else asks for, and before a look, for which others ask as well. Step
 * Functions grants 2 lists and 10 looks a second in most regions.
 */
const AFTER_LISTING = 500;
const BEFORE_LOOKING = 200;

/** With so many failures, it is not the runs. */
const MOST_FAILURES = 100;

export type SweptRuns = {
  /** Runs that seemed active. */
  seen: number;
  /** Those of them that were looked at one by one, as no list of running executions had them. */
  looked: number;
  /** Runs that were closed as their executions had ended, and for want of one. */
  closed: number;
  withoutExecution: number;
  /** Runs that have no execution yet, and may still be started by their event. */
  waiting: number;
  /** What went wrong, by run; the next sweep looks at them again. */
  failures: string[];
  /** Whether all were seen: false if the time was up before. */
  complete: boolean;
};

export type Bounds = {
  /** Whether there is time for another call. */
  hasTime(): boolean;
  pause(millis: number): Promise<unknown>;
};

type SweepPorts = Pick<Ports, 'clock' | 'runs' | 'waits' | 'decisions' | 'runner'>;

export type Verdict =
  | { is: 'running' | 'waiting' }
  | { is: 'ended'; execution: ExecutionState }
  | { is: 'withoutExecution'; reason: string };

/** What is to be made of a run that seems active, by how its execution stands. */
export function judge({ claimedAt }: ActiveRun, execution: ExecutionState | undefined, now: number): Verdict {
  if (execution?.status === 'running') return { is: 'running' };
  if (execution) return { is: 'ended', execution };
  if (now - claimedAt < MAY_START) return { is: 'waiting' };
  const reason = 'has no execution: it was never started, or how it ended is no longer known';
  return { is: 'withoutExecution', reason };
}

/**
 * Looks only at runs that the lists of running executions lack: a list has a thousand names for the price of one look,
 * and nearly all runs that seem active are. What there is no time for is left to the next sweep.
 */
export async function sweepRuns(ports: SweepPorts, bounds: Bounds): Promise<SweptRuns> {
  const swept: SweptRuns = {
    ...{ seen: 0, looked: 0, closed: 0, withoutExecution: 0, waiting: 0 },
    ...{ failures: [], complete: false },
  };
  const isRunning = listsOfRunning(ports.runner, bounds);
  const claimedBefore = ports.clock.now() - SETTLED;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await ports.runs.active(claimedBefore, cursor, PAGE);
    for (const run of page.runs) {
      if (!bounds.hasTime() || swept.failures.length >= MOST_FAILURES) return swept;
      const listed = await isRunning(run);
      if (listed === undefined) return swept;
      swept.seen += 1;
      if (!listed) await look(ports, bounds, run, swept);
    }
    cursor = page.next;
  }
  return { ...swept, complete: true };
}

/** Lists each journey when its first run is met. Says undefined if there was no time to list it. */
function listsOfRunning(runner: WorkflowRunner, { hasTime, pause }: Bounds) {
  const lists = new Map<string, Set<string>>();
  return async ({ journeyId, id }: ActiveRun): Promise<boolean | undefined> => {
    const known = lists.get(journeyId);
    if (known) return known.has(id);
    const running = new Set<string>();
    for await (const names of runner.running(journeyId)) {
      for (const name of names) running.add(name);
      if (!hasTime()) return undefined;
      await pause(AFTER_LISTING);
    }
    lists.set(journeyId, running);
    return running.has(id);
  };
}

/** One run that fails does not keep the others from being looked at. */
async function look(ports: SweepPorts, { pause }: Bounds, run: ActiveRun, swept: SweptRuns): Promise<void> {
  const { customerId, id } = run;
  await pause(BEFORE_LOOKING);
  swept.looked += 1;
  try {
    const verdict = judge(run, await ports.runner.describe(id), ports.clock.now());
    if (verdict.is === 'ended') {
      await closeRun(ports, customerId, id, verdict.execution);
      swept.closed += 1;
    }
    if (verdict.is === 'withoutExecution') {
      await closeWithoutExecution(ports, customerId, id, verdict.reason);
      swept.withoutExecution += 1;
    }
    if (verdict.is === 'waiting') swept.waiting += 1;
  } catch (error) {
    swept.failures.push(`${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
