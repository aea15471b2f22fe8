// The door for events from outside, on AWS: the bus itself. It has room for all that EventBridge takes; what is
// throttled is turned away, and the client comes again.

import type { Bus, Intake } from '../ports.ts';
import { EventsNotTakenError } from './bus.ts';

export function createIntake(bus: Bus): Intake {
  return {
    isFull: () => false,
    async accept(events) {
      try {
        await bus.put(events);
        return true;
      } catch (error) {
        // Where some were taken, it would be untrue that none was; that is an error, after which a client sends all again.
        if (error instanceof EventsNotTakenError && error.throttled && error.taken === 0) return false;
        throw error;
      }
    },
    take: (events) => bus.put(events),
  };
}
