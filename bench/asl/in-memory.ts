// The ASL runtime alone: runs of the machine without a store, their calls answered in this process.

import type { JsonObject } from '../../lib/customer/json.ts';
import { advance, startExecution } from '../../lib/embedded/asl/advance.ts';
import type { Env } from '../../lib/embedded/asl/env.ts';
import type { Machine } from '../../lib/embedded/asl/machine.ts';
import type { Call } from '../../lib/embedded/asl/run/call.ts';
import { openDatabase } from '../../lib/embedded/database.ts';
import { createMachines } from '../../lib/embedded/engine/machines.ts';
import { answers, deployedJourney, inputOf, TRANSITIONS } from './journey.ts';

/** Runs so many executions, one after the other; returns the transitions. */
export function inMemory(): (runs: number) => Promise<number> {
  const machine = loadedMachine();
  const functions = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [name, async () => answer]),
  );
  const answerTo = (call: Call) => {
    if (call.service !== 'lambda:invoke') throw new Error(`the benchmark answers no ${call.service}`);
    return functions[call.functionName]?.();
  };
  const env: Env = {
    now: 1_772_323_200_000,
    machineName: 'bench',
    random: () => 0.5,
    uuid: () => '00000000-0000-4000-8000-000000000000',
    token: () => 'token',
  };
  const run = async (name: string, input: JsonObject) => {
    let step = await startExecution(machine, { name, input }, env);
    while (step.call) {
      const output = { Payload: (await answerTo(step.call)) ?? null, StatusCode: 200, ExecutedVersion: '1' };
      step = await advance(machine, step.execution, { type: 'succeed', output }, env);
    }
    if (step.ended?.status !== 'SUCCEEDED') throw new Error(`a run ended as ${step.ended?.status}`);
    return step.execution.transitions;
  };
  return async (runs) => {
    for (let n = 0; n < runs; n++) {
      const transitions = await run(`bench-${n}`, inputOf(`customer-${n}`, 'v'));
      if (transitions !== TRANSITIONS) throw new Error(`a run took ${transitions} transitions`);
    }
    return runs * TRANSITIONS;
  };
}

/** The machine as the engine loads it, with its functions by their plain names. */
function loadedMachine(): Machine {
  const database = openDatabase(':memory:', { durable: false });
  const { journey, version, machine } = deployedJourney();
  const machines = createMachines(database);
  machines.put(journey.id, version, machine);
  const loaded = machines.get(journey.id, version);
  database.close();
  return loaded;
}
