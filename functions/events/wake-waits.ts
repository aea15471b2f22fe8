// The second answer to an event: which waits does it wake? Claimed here; the tokens are answered once all is settled.

import { comparePositions, type Position, type TimelineEvent } from '../../lib/customer/event.ts';
import type { Wait } from '../../lib/ports.ts';
import { type EventContext, findFitting } from './context.ts';

/** A wait that the event satisfied, whose run is to go on. `again`: it had been given the event before. */
export type Woken = { wait: Wait; eventId: string; cursor: Position; again: boolean };

export async function claimWaits(context: EventContext): Promise<Woken[]> {
  const { ports, event } = context;
  const woken = context.again ? await givenBefore(context) : [];
  for (const wait of await ports.waits.open(event.customerId, event.type)) {
    const run = await ports.runs.get(wait.customerId, wait.runId);
    if (run?.status !== 'active' || run.eventId === event.id) continue;
    if (comparePositions(event, wait.after) <= 0 || event.at >= wait.deadline) continue;
    if (!(await findFitting(context, wait.patterns, run))) continue;
    if (await ports.waits.satisfy(wait, event.id)) woken.push(wokenBy(wait, event));
  }
  return woken;
}

/** After a crash: the waits that had been given this event, and whose runs may not have been told. */
async function givenBefore({ ports, event }: EventContext): Promise<Woken[]> {
  const given: Woken[] = [];
  for (const run of await ports.runs.watching(event.customerId)) {
    const satisfied = await ports.waits.satisfied(run.customerId, run.id);
    for (const { wait, eventId } of satisfied) {
      if (eventId === event.id) given.push({ ...wokenBy(wait, event), again: true });
    }
  }
  return given;
}

/** The cursor moves to the event that satisfied the wait, and never back. */
export function wokenBy(wait: Wait, event: TimelineEvent): Woken {
  const position = { at: event.at, seq: event.seq };
  const cursor = comparePositions(wait.cursor, position) > 0 ? wait.cursor : position;
  return { wait, eventId: event.id, cursor, again: false };
}

/** Wakes the runs. An event that a time-out had beaten to its wait is offered to the waits that came after that one. */
export async function wakeAll(context: EventContext, claimed: Woken[]): Promise<void> {
  let woken = claimed;
  while (woken.length > 0) {
    let freed = false;
    for (const one of woken) freed = (await wake(context.ports, one)) === 'freed' || freed;
    woken = freed ? await claimWaits({ ...context, again: false }) : [];
  }
}

/**
 * Wakes the run. Before the deadline, a token that nobody waits for any more was answered by someone else with this
 * same event; after it, the time-out came first, and the event is free again.
 */
export async function wake(ports: EventContext['ports'], woken: Woken): Promise<'told' | 'freed'> {
  const answer = { event: woken.eventId, cursor: woken.cursor };
  if ((await ports.runner.succeed(woken.wait.token, answer)) || woken.again) return 'told';
  if (ports.clock.now() < woken.wait.deadline) return 'told';
  const execution = await ports.runner.describe(woken.wait.runId);
  if (execution?.status !== 'running') return 'told';
  await ports.waits.release(woken.wait);
  return 'freed';
}
