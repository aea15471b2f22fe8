// Drives the engine in real time: events one at a time, runs one at a time, messages of a channel, and webhooks, side by
// side. It sleeps until the next thing is due or something new comes.

import { queueNames } from '../../journey/compile/substitutions.ts';
import type { Clock } from '../../ports.ts';
import { nextTurn, sleep } from '../clock.ts';
import { type Engine, SOURCE_QUEUES } from './engine.ts';
import { createPace, type Rates } from './pace.ts';
import { ENDED_QUEUE } from './runner.ts';

/** How many messages of one channel, and how many webhooks, are under way at once. */
const AT_ONCE = 5;

/**
 * How many steps are taken, and for how long (ms), before others get their share; what they write shares one commit.
 * Others get half of that time at most, so that a flood at the door does not stop what was taken in.
 */
const STEPS_PER_STRETCH = 500;
const LONGEST_STRETCH = 50;
const LONGEST_WAY = 25;

/** How many things of the due index are taken up in one step. */
const SWEPT_AT_ONCE = 100;

/** How often the event loop turns between two stretches: a server accepts one new connection at each turn. */
const TURNS_BETWEEN = 16;

export type LiveLoop = {
  /** Runs until it is stopped; rejects if the engine can no longer work. */
  run(): Promise<void>;
  /** Stops taking new work, and resolves when what is under way has ended. */
  stop(): Promise<void>;
};

/** `rates` are how many messages a second each channel may send. */
export function createLiveLoop(engine: Engine, clock: Clock, rates: Rates = {}): LiveLoop {
  const { runner, jobs, sweep } = engine;
  const underWay = new Map<string, number>();
  const pace = createPace(rates);
  let stopping = false;
  let bell = Promise.withResolvers<void>();
  let running: Promise<void> | undefined;
  const ring = () => bell.resolve();
  engine.onWork(ring);

  const countOf = (queue: string) => underWay.get(queue) ?? 0;

  function startWork(): boolean {
    let started = false;
    for (const queue of queueNames) {
      while (countOf(queue) < AT_ONCE && pace.freeAt(queue, clock.now()) <= clock.now()) {
        const job = jobs.take([queue]);
        if (!job) break;
        pace.begin(queue, clock.now());
        started = true;
        underWay.set(queue, countOf(queue) + 1);
        void engine.consume(job).finally(() => {
          underWay.set(queue, countOf(queue) - 1);
          ring();
        });
      }
    }
    return started;
  }

  async function step(): Promise<boolean> {
    if (await runner.driveNext()) return true;
    const ended = jobs.take([ENDED_QUEUE]);
    if (ended) {
      await engine.consume(ended);
      return true;
    }
    if (startWork()) return true;
    // What fell behind is taken up in the order in which it was due: an event that came before a deadline beats it.
    const arrivedAt = jobs.nextVisibleAt(SOURCE_QUEUES) ?? Infinity;
    if ((runner.nextDueAt() ?? Infinity) <= arrivedAt && runner.fireDue()) return true;
    const sweptFrom = sweep.nextAt() ?? Infinity;
    if (sweptFrom <= Math.min(arrivedAt, clock.now())) {
      await sweep.run(SWEPT_AT_ONCE);
      return true;
    }
    const source = jobs.take(SOURCE_QUEUES);
    if (source) await engine.consume(source);
    return source !== undefined;
  }

  /** Takes steps for a while; false if there was nothing left to do. */
  async function stretch(): Promise<boolean> {
    const until = clock.now() + LONGEST_STRETCH;
    for (let steps = 0; steps < STEPS_PER_STRETCH && clock.now() < until; steps++) {
      if (stopping || !(await step())) return false;
    }
    return true;
  }

  /** Lets others have their share. */
  async function giveWay(): Promise<void> {
    const until = clock.now() + LONGEST_WAY;
    for (let turn = 0; turn < TURNS_BETWEEN; turn++) {
      await nextTurn();
      if (clock.now() >= until) return;
    }
  }

  async function loop(): Promise<void> {
    runner.recover();
    while (!stopping) {
      bell = Promise.withResolvers<void>();
      const isMore = await stretch();
      if (stopping) break;
      await giveWay();
      if (isMore) continue;
      const next = Math.min(
        runner.nextDueAt() ?? Infinity,
        sweep.nextAt() ?? Infinity,
        jobs.nextVisibleAt([...SOURCE_QUEUES, ENDED_QUEUE]) ?? Infinity,
        ...queueNames
          .filter((queue) => countOf(queue) < AT_ONCE)
          .map((queue) => Math.max(jobs.nextVisibleAt([queue]) ?? Infinity, pace.freeAt(queue, clock.now()))),
      );
      await sleep(Math.max(0, next - clock.now()), bell.promise);
    }
    while ([...underWay.values()].some((count) => count > 0)) {
      bell = Promise.withResolvers<void>();
      await bell.promise;
    }
  }

  return {
    run() {
      running ??= loop();
      return running;
    },
    async stop() {
      stopping = true;
      ring();
      await running;
    },
  };
}
