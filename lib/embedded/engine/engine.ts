// The engine of the embedded runtime: queues and executions on one database, whose functions are wired in from bin/.

import type { CustomerEvent } from '../../customer/event.ts';
import { queueNames } from '../../journey/compile/substitutions.ts';
import type { Bus, Clock, Queues } from '../../ports.ts';
import type { Chance } from '../chance.ts';
import type { Database } from '../database.ts';
import { type Consumers, consume } from './consumer.ts';
import { createExecutions, type Executions } from './executions.ts';
import { createFailures } from './failures.ts';
import { createJobs, type Job, type Jobs } from './jobs.ts';
import { createMachines, type Machines } from './machines.ts';
import { createRunner, ENDED_QUEUE, type Functions, type Runner } from './runner.ts';

export const EVENTS_QUEUE = 'events';
export const DUE_QUEUE = 'due';
export const ERASURES_QUEUE = 'erasures';

/**
 * The queues of what sets things going. One at a time is taken of all, the oldest first, so that none outruns another:
 * while a customer is erased, no event is being handled.
 */
export const SOURCE_QUEUES: readonly string[] = [EVENTS_QUEUE, DUE_QUEUE, ERASURES_QUEUE];

/** Moves what is due from the index into its queue: at most so many items at a time. */
export type Sweep = {
  /** When something is due next (ms); undefined if nothing is planned. */
  nextAt(): number | undefined;
  run(atMost: number): Promise<unknown>;
};

/** What the engine calls: the functions of machines, those that take from queues, and the sweep where anything is planned. */
export type Handlers = { functions: Functions; consumers: Consumers; sweep?: Sweep };

export type Engine = {
  runner: Runner;
  machines: Machines;
  executions: Executions;
  jobs: Jobs;
  bus: Bus;
  queues: Queues;
  /** All queues but the sources. */
  workQueues: readonly string[];
  /** To be given before anything runs. */
  connect(handlers: Handlers): void;
  consume(job: Job): Promise<void>;
  sweep: Sweep;
  /** Calls back whenever there is new work. */
  onWork(wake: () => void): void;
};

export function createEngine(database: Database, clock: Clock, chance: Chance): Engine {
  let handlers: Handlers | undefined;
  let wake = () => {};
  const connected = (): Handlers => {
    if (!handlers) throw new Error('the engine runs before its handlers are connected');
    return handlers;
  };
  const executions = createExecutions(database);
  const failures = createFailures(database);
  const machines = createMachines(database);
  const jobs = createJobs(database, clock);
  const put = (queue: string, body: unknown, delay = 0) => {
    jobs.put(queue, body, clock.now() + delay);
    wake();
  };
  const runner = createRunner({
    executions,
    failures,
    machines,
    jobs,
    clock,
    chance,
    functions: () => connected().functions,
    wake: () => wake(),
  });
  return {
    runner,
    machines,
    executions,
    jobs,
    bus: {
      async put(events: readonly CustomerEvent[]) {
        for (const event of events) put(EVENTS_QUEUE, event);
      },
    },
    queues: { put: async (queue, job, delay) => put(queue, job, delay) },
    workQueues: [ENDED_QUEUE, ...queueNames],
    connect(given) {
      handlers = given;
    },
    consume: (job) => consume(jobs, clock, connected().consumers, job),
    sweep: {
      nextAt: () => connected().sweep?.nextAt(),
      run: async (atMost) => connected().sweep?.run(atMost),
    },
    onWork(callback) {
      wake = callback;
    },
  };
}
