// The second answer to an event: which waits does it wake? Claimed here; the tokens are answered once all is settled.

import { comparePositions, type Position, type TimelineEvent } from '../../lib/customer/event.ts';
import { formatInstant } from '../../lib/customer/time.ts';
import type { Ports, Run, Wait } from '../../lib/ports.ts';
import { keepDecision } from '../steps/decide.ts';
import { type EventContext, findFitting } from './context.ts';

/** A wait that the event satisfied, whose run is to go on. `again`: it had been given the event before. */
export type Woken = { run: Run; wait: Wait; event: TimelineEvent; cursor: Position; again: boolean };

export async function claimWaits(context: EventContext): Promise<Woken[]> {
  const { ports, event } = context;
  const woken = context.again ? await givenBefore(context) : [];
  for (const wait of await ports.waits.open(event.customerId, event.type)) {
    const run = await ports.runs.get(wait.customerId, wait.runId);
    if (run?.status !== 'active' || run.eventId === event.id) continue;
    if (comparePositions(event, wait.after) <= 0 || event.at >= wait.deadline) continue;
    if (!(await findFitting(context, wait.patterns, run))) continue;
    if (await ports.waits.satisfy(wait, event.id)) woken.push(wokenBy(run, wait, event));
  }
  return woken;
}

/** After a crash: the waits that had been given this event, and whose runs may not have been told. */
async function givenBefore({ ports, event }: EventContext): Promise<Woken[]> {
  const given: Woken[] = [];
  for (const run of await ports.runs.watching(event.customerId)) {
    const satisfied = await ports.waits.satisfied(run.customerId, run.id);
    for (const { wait, eventId } of satisfied) {
      if (eventId === event.id) given.push({ ...wokenBy(run, wait, event), again: true });
    }
  }
  return given;
}

/** The cursor moves to the event that satisfied the wait, and never back. */
export function wokenBy(run: Run, wait: Wait, event: TimelineEvent): Woken {
  const position = { at: event.at, seq: event.seq };
  const cursor = comparePositions(wait.cursor, position) > 0 ? wait.cursor : position;
  return { run, wait, event, cursor, again: false };
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

export type WakePorts = Pick<Ports, 'clock' | 'decisions' | 'runner' | 'waits'>;

/**
 * Wakes the run. Before the deadline, a token that nobody waits for any more was answered by someone else with this
 * same event; after it, the time-out came first, and the event is free again.
 */
export async function wake(ports: WakePorts, woken: Woken): Promise<'told' | 'freed'> {
  const { run, wait, event, cursor, again } = woken;
  const now = ports.clock.now();
  if (await ports.runner.succeed(wait.token, { event: event.id, cursor })) {
    await keepDecision(ports, run, { id: wait.stepId, type: 'woken' }, wait.visit, now, {
      kind: 'step',
      outcome: 'woken',
      reason: `${event.type} of ${formatInstant(event.at)} came`,
      detail: { eventId: event.id },
    });
    return 'told';
  }
  if (again || now < wait.deadline) return 'told';
  const execution = await ports.runner.describe(run.id);
  if (execution?.status !== 'running') return 'told';
  await ports.waits.release(wait);
  return 'freed';
}
