// The third answer to an event: which journeys does it start? Claimed here; executions start once all is settled.

import { hash } from 'node:crypto';
import type { JsonObject } from '../../lib/customer/json.ts';
import { branchOf } from '../../lib/journey/bucket.ts';
import { addDuration } from '../../lib/journey/calendar/duration.ts';
import type { Deployed } from '../../lib/journey/catalog.ts';
import { combineNeeds, conditionNeeds, referenceNeeds } from '../../lib/journey/condition/needs.ts';
import { concurrencyKey, decideEntry, type EntryDecision, refuseEntry } from '../../lib/journey/entry.ts';
import type { Journey } from '../../lib/journey/journey.ts';
import { customerZone } from '../../lib/journey/steps/facts.ts';
import { starterOf } from '../../lib/journey/triggers/start-event.ts';
import type { Enrolment, Run } from '../../lib/ports.ts';
import { factsAtEntry } from '../facts.ts';
import { closeRun } from '../runs/close-run.ts';
import type { EventContext } from './context.ts';
import { settleLater } from './end-runs.ts';

/** An execution that is to start. */
export type Start = { name: string; journeyId: string; version: string; input: JsonObject };

const journeyZone = (journey: Journey) => journey.timezone ?? 'UTC';

export async function claimStarts(context: EventContext): Promise<Start[]> {
  const claimed = context.again ? await claimedBefore(context) : [];
  const starts = [];
  for (const run of claimed) starts.push(await startOf(context, run));
  for (const deployed of context.catalog.startedBy(context.event)) {
    if (claimed.some((run) => run.journeyId === deployed.journey.id)) continue;
    starts.push(await claimStart(context, deployed));
  }
  return starts.filter((start) => start !== undefined);
}

/** After a crash: the runs that the event had claimed. They go as they began, whatever has been deployed since. */
async function claimedBefore({ ports, event }: EventContext): Promise<Run[]> {
  const runs = await ports.runs.of(event.customerId);
  return runs.filter((run) => run.eventId === event.id);
}

async function claimStart(context: EventContext, deployed: Deployed): Promise<Start | undefined> {
  const { ports, event, profile } = context;
  const { journey } = deployed;
  const facts = await factsAtEntry(
    ports,
    context.catalog,
    event,
    profile,
    journeyZone(journey),
    needsOf(journey),
  );
  const refusal = refuseEntry(journey, event, facts);
  if (refusal !== undefined) {
    await explain(context, journey, { enter: 'no', reason: refusal }, null);
    return undefined;
  }
  const key = concurrencyKey(journey, event) ?? '';
  for (;;) {
    const last = await lastEnrolment(context, journey.id, key);
    const entry = last && {
      runId: last.lastRunId,
      at: last.lastEntryAt,
      active: last.lastStatus === 'active',
    };
    const decision = decideEntry(journey, event, entry, facts.zone);
    if (decision.enter === 'no') {
      await explain(context, journey, decision, null);
      return undefined;
    }
    const id = runId(journey.id, event.customerId, event.id);
    const run = enrol(context, deployed, id, key, decision);
    if (!(await ports.runs.claim(run, last?.revision ?? 0))) {
      // Someone else enrolled in between: another event, which is looked at again, or this one, delivered twice.
      const before = await ports.runs.get(event.customerId, id);
      if (before) return startOf(context, before);
      continue;
    }
    await explain(context, journey, decision, id);
    return startOf(context, run);
  }
}

/** The last enrolment; a run that seems active is looked at where it runs, since its end may not have been noted yet. */
async function lastEnrolment(
  { ports, event }: EventContext,
  journeyId: string,
  key: string,
): Promise<Enrolment | undefined> {
  const last = await ports.runs.enrolment(event.customerId, journeyId, key);
  if (last?.lastStatus !== 'active') return last;
  const execution = await ports.runner.describe(last.lastRunId);
  if (!execution || execution.status === 'running') return last;
  await closeRun(ports, event.customerId, last.lastRunId, execution);
  return ports.runs.enrolment(event.customerId, journeyId, key);
}

/** The execution of a run that goes on: events recorded earlier, but positioned after its entry, may have ended it. */
async function startOf(context: EventContext, run: Run): Promise<Start | undefined> {
  if ((await settleLater(context, run)) === 'ended' || run.status !== 'active') return undefined;
  const splits = context.catalog.journeys.get(run.journeyId)?.splits ?? [];
  const buckets = splits.map((split) => [split.id, branchOf(split, run.journeyId, run.customerId)]);
  return {
    name: run.id,
    journeyId: run.journeyId,
    version: run.version,
    input: {
      customerId: run.customerId,
      journeyId: run.journeyId,
      version: run.version,
      entry: { at: run.entry.at, seq: run.entry.seq },
      buckets: Object.fromEntries(buckets),
    },
  };
}

function enrol(
  { ports, event, profile }: EventContext,
  { journey, version }: Deployed,
  id: string,
  key: string,
  decision: EntryDecision,
): Run {
  const zone = customerZone(profile, journeyZone(journey));
  const within = journey.goal?.within;
  return {
    id,
    journeyId: journey.id,
    version,
    customerId: event.customerId,
    concurrencyKey: key,
    entry: { at: event.at, seq: event.seq },
    eventId: event.id,
    eventType: event.type,
    trigger: event.properties,
    depth: event.depth,
    claimedAt: ports.clock.now(),
    journeyZone: journeyZone(journey),
    exit: journey.exit ?? [],
    goal: journey.goal ?? null,
    goalUntil: within === undefined ? null : addDuration(event.at, within, zone),
    status: decision.enter === 'holdout' ? 'heldOut' : 'active',
    outcome: null,
    endedAt: null,
    convertedAt: null,
    splits: {},
  };
}

/** Deterministic, so that an event delivered twice starts one execution; at most 80 characters. */
export function runId(journeyId: string, customerId: string, eventId: string): string {
  const digest = hash('sha256', JSON.stringify([journeyId, customerId, eventId]));
  return `${journeyId}-${digest.slice(0, 32)}`;
}

function needsOf(journey: Journey) {
  const where = journey.trigger.type === 'event' ? (journey.trigger.where ?? {}) : {};
  const parts = [referenceNeeds(where)];
  if (journey.audience) parts.push(conditionNeeds(journey.audience));
  return combineNeeds(parts);
}

async function explain(
  { ports, event }: EventContext,
  journey: Journey,
  decision: EntryDecision,
  id: string | null,
): Promise<void> {
  const outcome = { run: 'entered', holdout: 'held out', no: 'did not enter' }[decision.enter];
  const starter = starterOf(event);
  await ports.decisions.add(`${event.customerId}:${event.id}:${journey.id}:entry`, {
    customerId: event.customerId,
    journeyId: journey.id,
    runId: id,
    stepId: null,
    visit: null,
    at: event.at,
    kind: 'entry',
    outcome,
    reason: decision.reason,
    detail: { eventId: event.id, eventType: event.type, ...(starter && { startedBy: { ...starter } }) },
  });
}
