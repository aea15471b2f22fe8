// The first answer to an event: which runs does it end, and which does it convert?

import { comparePositions } from '../../lib/customer/event.ts';
import type { ExitRule } from '../../lib/journey/journey.ts';
import type { Run } from '../../lib/ports.ts';
import { closeRun, endKey } from '../runs/close-run.ts';
import { splitsOf } from '../runs/splits.ts';
import { type EventContext, findFitting, fits } from './context.ts';

/** Ends the runs whose `exit` names this event, and counts the goals that it meets. An event of before entry does neither. */
export async function endAndConvert(context: EventContext): Promise<void> {
  const { ports, event } = context;
  const runs = context.again
    ? await ports.runs.of(event.customerId)
    : await ports.runs.watching(event.customerId);
  for (const run of runs) await settleRun(context, run);
}

/** What the events that were recorded after a run's entry mean for it: of those that nobody has looked at yet. */
export async function settleLater(
  context: Omit<EventContext, 'event'>,
  run: Run,
): Promise<'ended' | 'goes on'> {
  const types = new Set([...run.exit.map((rule) => rule.event), ...(run.goal ? [run.goal.event] : [])]);
  if (types.size === 0) return 'goes on';
  const later = await context.ports.timeline.read(run.customerId, { types, after: run.entry });
  let outcome: 'ended' | 'goes on' = 'goes on';
  // A goal may lie beyond the end, and still counts.
  for (const event of later) {
    if ((await settleRun({ ...context, event }, run)) === 'ended') outcome = 'ended';
  }
  return outcome;
}

/** What this event means for one run; doing it again changes nothing. */
async function settleRun(context: EventContext, run: Run): Promise<'ended' | 'goes on'> {
  const { event } = context;
  if (event.id === run.eventId || comparePositions(event, run.entry) <= 0) return 'goes on';
  if (run.goal && event.at < (run.goalUntil ?? Infinity) && (await fits(context, run.goal, run))) {
    await convert(context, run);
  }
  if (run.status === 'heldOut') return 'goes on';
  const rule = await findFitting(context, run.exit, run);
  if (!rule) return 'goes on';
  await end(context, run, rule);
  return 'ended';
}

async function convert({ ports, event }: EventContext, run: Run): Promise<void> {
  if (!(await ports.runs.convert(run.customerId, run.id, event.at))) return;
  await ports.decisions.add(`${run.id}:convert`, {
    customerId: run.customerId,
    journeyId: run.journeyId,
    runId: run.id,
    stepId: null,
    visit: null,
    at: event.at,
    kind: 'convert',
    outcome: 'converted',
    reason: `${event.type} met the goal`,
    detail: { eventId: event.id },
  });
}

async function end({ ports, event, again }: EventContext, run: Run, rule: ExitRule): Promise<void> {
  if (run.status !== 'active' && !again) return;
  const before = await ports.runner.describe(run.id);
  // A run that is over, though its end has not been noted yet, keeps the end that it had.
  if (before && before.status !== 'running') await closeRun(ports, run.customerId, run.id, before);
  const ended = await ports.runs.end(run.customerId, run.id, {
    status: 'exited',
    outcome: rule.outcome,
    at: event.at,
    splits: splitsOf(before?.variables.taken),
  });
  if (!ended && !again) return;
  await ports.waits.close(run.customerId, run.id);
  await ports.runner.stop(run.id, `${event.type} ended the run: ${rule.outcome}`);
  if (!ended) return;
  await ports.decisions.add(endKey(run), {
    customerId: run.customerId,
    journeyId: run.journeyId,
    runId: run.id,
    stepId: null,
    visit: null,
    at: event.at,
    kind: 'end',
    outcome: rule.outcome,
    reason: `${event.type} ends the run`,
    detail: { eventId: event.id },
  });
}
