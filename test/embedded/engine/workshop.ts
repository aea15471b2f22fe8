// An engine with functions and queues of the tests' own, on a clock that is moved by hand.

import { onTestFinished } from 'vitest';
import type { Json, JsonObject } from '../../../lib/customer/json.ts';
import { seededChance } from '../../../lib/embedded/chance.ts';
import { VirtualClock } from '../../../lib/embedded/clock.ts';
import { type Database, openDatabase } from '../../../lib/embedded/database.ts';
import { createEngine, type Engine } from '../../../lib/embedded/engine/engine.ts';
import { createVirtualLoop, type VirtualLoop } from '../../../lib/embedded/engine/virtual-loop.ts';
import type { MachineDefinition, State } from '../../../lib/journey/compile/asl.ts';
import type { Clock } from '../../../lib/ports.ts';

export type Workshop = {
  database: Database;
  engine: Engine;
  loop: VirtualLoop;
  /** What happened, in order: "0 ask ann" is a call of `ask` by Ann's run, at second 0. */
  log: string[];
  /** Starts a run of a machine; it enters at this second. */
  start(machine: string, customer: string, at?: number): Promise<void>;
  statusOf(customer: string): Promise<string | undefined>;
};

export type Making = {
  machines?: Record<string, MachineDefinition>;
  path?: string;
  clock?: Clock;
  /** Called for every function and queue, after it was logged; what it returns is the answer of a function. */
  on?: (name: string, payload: JsonObject) => Promise<Json> | Json;
};

export function machineOf(states: Record<string, State>): MachineDefinition {
  const [first = ''] = Object.keys(states);
  return { QueryLanguage: 'JSONata', StartAt: first, States: states };
}

export function waitSeconds(seconds: number, next: string): State {
  return { Type: 'Wait', Seconds: seconds, Next: next };
}

/** A call of a function that says who calls. */
export function call(name: string, next?: string): State {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: {
      FunctionName: `\${${name[0]?.toUpperCase()}${name.slice(1)}Function}`,
      Payload: { customer: '{% $states.context.Execution.Input.customerId %}' },
    },
    ...(next === undefined ? { End: true } : { Next: next }),
  };
}

/** A message to a channel's queue that waits for its answer, and is given up after some seconds. */
export function message(channel: string, next?: string, timeout = 1000): State {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Arguments: {
      QueueUrl: `\${${channel[0]?.toUpperCase()}${channel.slice(1)}QueueUrl}`,
      MessageBody: {
        customer: '{% $states.context.Execution.Input.customerId %}',
        token: '{% $states.context.Task.Token %}',
      },
    },
    TimeoutSeconds: timeout,
    ...(next === undefined ? { End: true } : { Next: next }),
  };
}

export function workshop({
  machines = {},
  path = ':memory:',
  clock,
  on = () => null,
}: Making = {}): Workshop {
  const virtual = new VirtualClock(0);
  const time = clock ?? virtual;
  const database = openDatabase(path, { durable: clock !== undefined });
  onTestFinished(() => database.close());
  const engine = createEngine(database, time, seededChance(1));
  const log: string[] = [];
  let entries = 0;
  const act = (name: string, payload: JsonObject) => {
    log.push(`${Math.round(time.now() / 1000)} ${name} ${payload.customer}`);
    return on(name, payload);
  };
  const names = ['ask', 'tell', 'listen'];
  engine.connect({
    functions: Object.fromEntries(
      names.map((name) => [name, async (payload: Json) => act(name, payload as JsonObject)]),
    ),
    consumers: Object.fromEntries(
      [...engine.workQueues, 'events'].map((queue) => [
        queue,
        async (batch: unknown) => {
          await act(queue, bodyOf(batch));
          return { batchItemFailures: [] };
        },
      ]),
    ),
  });
  for (const [name, definition] of Object.entries(machines)) engine.machines.put(name, 'v1', definition);
  return {
    database,
    engine,
    loop: createVirtualLoop(engine, virtual),
    log,
    async start(machine, customerId, at = 0) {
      entries += 1;
      const input = { customerId, entry: { at: at * 1000, seq: entries } };
      await engine.runner.start({
        name: `${machine}-${customerId}`,
        journeyId: machine,
        version: 'v1',
        input,
      });
    },
    async statusOf(customer) {
      for (const name of Object.keys(machines)) {
        const told = await engine.runner.describe(`${name}-${customer}`);
        if (told) return told.status;
      }
      return undefined;
    },
  };
}

/** The body of the one record; of an ended run, who it was. */
function bodyOf(batch: unknown): JsonObject {
  const [record] = (batch as { Records: { body: string }[] }).Records;
  const body = JSON.parse(record?.body ?? '{}');
  if (!body.detail) return body;
  return { customer: JSON.parse(body.detail.input).customerId, ...body.detail };
}
