// Hop 1: the door for events from outside. It closes while too many wait, so that a flood costs neither memory nor disk
// without bound. What journeys themselves emit does not pass through it: a run must not fail for a flood.

import type { CustomerEvent } from '../../customer/event.ts';
import type { Intake } from '../../ports.ts';
import type { Database } from '../database.ts';
import { type Engine, EVENTS_QUEUE } from './engine.ts';

/** How many events may wait unless another number is given. */
export const MOST_WAITING = 100_000;

/** One request may go beyond `mostWaiting`, so that a large one is not refused for ever; the next is refused. */
export function createIntake(
  { jobs, bus }: Pick<Engine, 'jobs' | 'bus'>,
  database: Pick<Database, 'committed'>,
  mostWaiting: number = MOST_WAITING,
): Intake {
  const isFull = () => jobs.waiting(EVENTS_QUEUE) >= mostWaiting;
  const take = async (events: readonly CustomerEvent[]) => {
    await bus.put(events);
    await database.committed();
  };
  return {
    isFull,
    async accept(events) {
      if (isFull()) return false;
      await take(events);
      return true;
    },
    take,
  };
}
