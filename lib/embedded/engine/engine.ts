// The engine of the embedded runtime: queues and executions on one database, whose functions are wired in from bin/.

import type { CustomerEvent } from '../../customer/event.ts';
import { queueNames } from '../../journey/compile/substitutions.ts';
import type { Bus, ChannelQueues, Clock } from '../../ports.ts';
import type { Chance } from '../chance.ts';
import type { Database } from '../database.ts';
import { type Consumers, consume } from './consumer.ts';
import { createExecutions, type Executions } from './executions.ts';
import { createJobs, type Job, type Jobs } from './jobs.ts';
import { createMachines, type Machines } from './machines.ts';
import { createRunner, ENDED_QUEUE, type Functions, type Runner } from './runner.ts';

export const EVENTS_QUEUE = 'events';

/** What the engine calls: the functions of machines, and those that take from queues. */
export type Handlers = { functions: Functions; consumers: Consumers };

export type Engine = {
  runner: Runner;
  machines: Machines;
  executions: Executions;
  jobs: Jobs;
  bus: Bus;
  queues: ChannelQueues;
  /** All queues but that of events. */
  workQueues: readonly string[];
  /** To be given before anything runs. */
  connect(handlers: Handlers): void;
  consume(job: Job): Promise<void>;
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
  const machines = createMachines(database);
  const jobs = createJobs(database, clock);
  const put = (queue: string, body: unknown) => {
    jobs.put(queue, body, clock.now());
    wake();
  };
  const runner = createRunner({
    executions,
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
    queues: { put: async (channel, job) => put(channel, job) },
    workQueues: [ENDED_QUEUE, ...queueNames],
    connect(given) {
      handlers = given;
    },
    consume: (job) => consume(jobs, clock, connected().consumers, job),
    onWork(callback) {
      wake = callback;
    },
  };
}
