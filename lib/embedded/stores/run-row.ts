// How a run and an enrolment stand in their tables.

import type { ActiveRun, Enrolment, Run, RunStatus } from '../../ports.ts';
import { integer, integerOrNull, json, oneOf, type Row, text, textOrNull } from '../row.ts';

export const RUN_COLUMNS =
  'customerId, id, journeyId, concurrencyKey, entryAt, entrySeq, status, outcome, endedAt, convertedAt, splits, kept';

/** What no query asks for, and nothing but a redrive changes once the run has begun. */
type Kept = Pick<
  Run,
  | 'version'
  | 'eventId'
  | 'eventType'
  | 'trigger'
  | 'depth'
  | 'claimedAt'
  | 'journeyZone'
  | 'exit'
  | 'goal'
  | 'goalUntil'
  | 'redriven'
>;

const statuses: readonly RunStatus[] = ['active', 'completed', 'exited', 'failed', 'heldOut'];

/** The values of RUN_COLUMNS and `goalOpen`, in order. */
export function fromRun(run: Run): (string | number | null)[] {
  const { version, eventId, eventType, trigger, depth, claimedAt, journeyZone, exit, goal, goalUntil } = run;
  const started = { version, eventId, eventType, trigger, depth, claimedAt, journeyZone };
  const kept: Kept = { ...started, exit, goal, goalUntil };
  return [
    run.customerId,
    run.id,
    run.journeyId,
    run.concurrencyKey,
    run.entry.at,
    run.entry.seq,
    run.status,
    run.outcome,
    run.endedAt,
    run.convertedAt,
    JSON.stringify(run.splits),
    JSON.stringify(kept),
    goal !== null && run.convertedAt === null ? 1 : 0,
  ];
}

export function toRun(row: Row): Run {
  const kept = json<Omit<Kept, 'claimedAt'> & Partial<Kept>>(row, 'kept');
  return {
    ...kept,
    // Of a run that an older Milepost claimed, only the entry is known.
    claimedAt: kept.claimedAt ?? integer(row, 'entryAt'),
    customerId: text(row, 'customerId'),
    id: text(row, 'id'),
    journeyId: text(row, 'journeyId'),
    concurrencyKey: text(row, 'concurrencyKey'),
    entry: { at: integer(row, 'entryAt'), seq: integer(row, 'entrySeq') },
    status: oneOf(row, 'status', statuses),
    outcome: textOrNull(row, 'outcome'),
    endedAt: integerOrNull(row, 'endedAt'),
    convertedAt: integerOrNull(row, 'convertedAt'),
    splits: json(row, 'splits'),
  };
}

export function toActive(row: Row): ActiveRun {
  const { customerId, id, journeyId, claimedAt } = toRun(row);
  return { customerId, id, journeyId, claimedAt };
}

export function toEnrolment(row: Row): Enrolment {
  return {
    revision: integer(row, 'revision'),
    lastRunId: text(row, 'lastRunId'),
    lastEventId: text(row, 'lastEventId'),
    lastEntryAt: integer(row, 'lastEntryAt'),
    lastStatus: oneOf(row, 'lastStatus', statuses),
  };
}
