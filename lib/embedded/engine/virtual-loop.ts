// Drives the engine on the virtual clock, in the order that the language lays down: all runs park first, then timers
// that are due fire (one, then its run parks), then an event that a step emitted is handled, then one thing of the due
// index is taken up; then time moves on.

import type { VirtualClock } from '../clock.ts';
import type { Engine } from './engine.ts';
import { SOURCE_QUEUES } from './engine.ts';

export type VirtualLoop = {
  /** Does all that is due at or before a moment (ms), in order; the clock ends at that moment. */
  runUntil(moment: number): Promise<void>;
  /** Runs on until nothing is due any more; the clock ends at the last moment at which something was. */
  runOut(): Promise<void>;
};

export function createVirtualLoop(engine: Engine, clock: VirtualClock): VirtualLoop {
  const { runner, jobs, sweep } = engine;

  async function settle(): Promise<void> {
    for (;;) {
      if (await runner.driveNext()) continue;
      const job = jobs.take(engine.workQueues);
      if (job) {
        await engine.consume(job);
        continue;
      }
      if (runner.fireDue()) continue;
      const source = jobs.take(SOURCE_QUEUES);
      if (source) {
        await engine.consume(source);
        continue;
      }
      if ((sweep.nextAt() ?? Infinity) > clock.now()) return;
      await sweep.run(1);
    }
  }

  async function run(limit: number): Promise<void> {
    for (;;) {
      await settle();
      const next = Math.min(
        runner.nextDueAt() ?? Infinity,
        sweep.nextAt() ?? Infinity,
        jobs.nextVisibleAt([...engine.workQueues, ...SOURCE_QUEUES]) ?? Infinity,
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
