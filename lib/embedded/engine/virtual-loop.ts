// Drives the engine on the virtual clock, in the order that the language lays down: all runs park first, then timers
// that are due fire (one, then its run parks), then an event that a step emitted is handled; then time moves on.

import type { VirtualClock } from '../clock.ts';
import type { Engine } from './engine.ts';
import { EVENTS_QUEUE } from './engine.ts';

export type VirtualLoop = {
  /** Does all that is due at or before a moment (ms), in order; the clock ends at that moment. */
  runUntil(moment: number): Promise<void>;
  /** Runs on until nothing is due any more; the clock ends at the last moment at which something was. */
  runOut(): Promise<void>;
};

export function createVirtualLoop(engine: Engine, clock: VirtualClock): VirtualLoop {
  const { runner, jobs } = engine;

  async function settle(): Promise<void> {
    for (;;) {
      if (await runner.driveNext()) continue;
      const job = jobs.take(engine.workQueues);
      if (job) {
        await engine.consume(job);
        continue;
      }
      if (runner.fireDue()) continue;
      const event = jobs.take([EVENTS_QUEUE]);
      if (!event) return;
      await engine.consume(event);
    }
  }

  async function run(limit: number): Promise<void> {
    for (;;) {
      await settle();
      const next = Math.min(
        runner.nextDueAt() ?? Infinity,
        jobs.nextVisibleAt([...engine.workQueues, EVENTS_QUEUE]) ?? Infinity,
      );
      if (next === Infinity || next > limit) return;
      clock.set(next);
    }
  }

  return {
    async runUntil(moment) {
      await run(moment);
      clock.set(moment);
    },
    runOut: () => run(Infinity),
  };
}
