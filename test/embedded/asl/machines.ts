// Machines and signals in few words, for the tests of the runtime.

import type { Json, JsonObject } from '../../../lib/customer/json.ts';
import { advance, type Signal, startExecution } from '../../../lib/embedded/asl/advance.ts';
import type { Env } from '../../../lib/embedded/asl/env.ts';
import type { Execution } from '../../../lib/embedded/asl/execution.ts';
import type { HistoryEvent } from '../../../lib/embedded/asl/history-event.ts';
import { loadMachine } from '../../../lib/embedded/asl/load.ts';
import type { Step } from '../../../lib/embedded/asl/run/run.ts';
import { type MachineResult, runMachine } from '../../../lib/embedded/asl/run-machine.ts';

export const NEW_YEAR = Date.UTC(2026, 0, 1);
export const SECOND = 1000;
export const FUNCTION = 'arn:aws:lambda:us-east-1:111111111111:function:greet';
export const INVOKE = 'arn:aws:states:::lambda:invoke';
export const WAIT_FOR_ANSWER = 'arn:aws:states:::sqs:sendMessage.waitForTaskToken';

/** A JSONata machine of these states; the first one begins. */
export function machineOf(states: Record<string, JsonObject>, fields: JsonObject = {}): JsonObject {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0] ?? '', States: states, ...fields };
}

/** A machine of one Pass state with this Output. */
export function passing(output: Json): JsonObject {
  return machineOf({ Only: { Type: 'Pass', Output: output, End: true } });
}

export function run(definition: JsonObject, input: Json = {}, mocked: Json[] = []): Promise<MachineResult> {
  const responses = Object.fromEntries(mocked.map((answer, index) => [String(index), answer]));
  const states = Object.keys(definition.States as JsonObject);
  return runMachine({
    definition,
    input,
    mocks: {
      StateMachines: { M: { TestCases: { C: Object.fromEntries(states.map((state) => [state, 'mock'])) } } },
      MockedResponses: { mock: responses },
    },
  });
}

export const typesOf = (events: readonly HistoryEvent[]) => events.map(({ type }) => type);

/** Drives one execution by hand; between two signals it is kept as JSON text. */
export function drive(definition: JsonObject, random = 0.5) {
  const machine = loadMachine(definition);
  const events: HistoryEvent[] = [];
  let now = NEW_YEAR;
  let tokens = 0;
  const env = (): Env => ({
    now,
    machineName: 'journey',
    random: () => random,
    uuid: () => '00000000-0000-4000-8000-000000000000',
    token: () => `token-${++tokens}`,
    record: (event) => events.push(event),
  });
  const kept = (step: Step): Step => {
    const execution: Execution = JSON.parse(JSON.stringify(step.execution));
    return { ...step, execution };
  };
  return {
    events,
    start: async (input: Json = {}) => kept(await startExecution(machine, { name: 'run-1', input }, env())),
    signal: async (step: Step, signal: Signal, at = now) => {
      now = at;
      return kept(await advance(machine, step.execution, signal, env()));
    },
  };
}
