// The engine as the server runs it: the live loop, the runner and its queue of ends, on a file with `synchronous=FULL`.
// Only the functions are stubs.

import { join } from 'node:path';
import { realChance } from '../../lib/embedded/chance.ts';
import { realClock } from '../../lib/embedded/clock.ts';
import { openDatabase } from '../../lib/embedded/database.ts';
import { createEngine } from '../../lib/embedded/engine/engine.ts';
import { createLiveLoop } from '../../lib/embedded/engine/live-loop.ts';
import { ENDED_QUEUE } from '../../lib/embedded/engine/runner.ts';
import { answers, deployedJourney, inputOf, TRANSITIONS } from './journey.ts';

/** How many executions are open at a time. */
const AT_ONCE = 500;

export type Durable = {
  /** Starts so many executions; resolves with the transitions when all have ended and their ends are on disk. */
  run(runs: number): Promise<number>;
  close(): Promise<void>;
};

export function durable(folder: string): Durable {
  const database = openDatabase(join(folder, 'durable.db'), { durable: true });
  const engine = createEngine(database, realClock, realChance);
  const { journey, version, machine } = deployedJourney();
  engine.machines.put(journey.id, version, machine);
  let started = 0;
  let toStart = 0;
  let open = 0;
  let allEnded = Promise.withResolvers<void>();
  const startOne = () => {
    started += 1;
    toStart -= 1;
    const input = inputOf(`customer-${started}`, version);
    return engine.runner.start({ name: `bench-${started}`, journeyId: journey.id, version, input });
  };
  engine.connect({
    functions: Object.fromEntries(
      Object.entries(answers).map(([name, answer]) => [name, async () => answer]),
    ),
    consumers: {
      [ENDED_QUEUE]: async () => {
        open -= 1;
        if (toStart > 0) await startOne();
        else if (open === 0) allEnded.resolve();
        return { batchItemFailures: [] };
      },
    },
  });
  const loop = createLiveLoop(engine, realClock);
  const running = loop.run();
  return {
    async run(runs) {
      open = runs;
      toStart = runs;
      allEnded = Promise.withResolvers();
      const before = engine.executions.transitions();
      while (toStart > 0 && runs - toStart < AT_ONCE) await startOne();
      await allEnded.promise;
      await database.committed();
      const transitions = engine.executions.transitions() - before;
      if (transitions !== runs * TRANSITIONS) throw new Error(`${runs} runs took ${transitions} transitions`);
      return transitions;
    },
    async close() {
      await loop.stop();
      await running;
      database.close();
    },
  };
}
