// Runs one machine on its own, on a virtual clock and with mocked tasks: `milepost machine run`, and tests.

import type { Json } from '../../customer/json.ts';
import { advance, type Signal, startExecution } from './advance.ts';
import type { Env } from './env.ts';
import { dueAt, type End } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';
import { loadMachine } from './load.ts';
import { mockTasks } from './mock/mocked-tasks.ts';
import type { Step } from './run/run.ts';
import { seededChance } from './seeded-chance.ts';

export type MachineRun = {
  readonly definition: unknown;
  readonly input: Json;
  /** The content of a MockConfigFile. */
  readonly mocks?: unknown;
  readonly testCase?: string;
  /** The machine's name, in the mock file and the context object. */
  readonly name?: string;
  /** When the virtual clock begins, in milliseconds since the epoch; 1 January 2026 if absent. */
  readonly now?: number;
  /** An integer: the same seed, the same chance. */
  readonly seed?: number;
};

export type MachineResult = End & {
  readonly transitions: number;
  readonly events: readonly HistoryEvent[];
};

const START = Date.UTC(2026, 0, 1);

/**
 * Runs a machine to its end; virtual time costs none.
 * @throws {MachineError} if it cannot be loaded
 * @throws {MockError} if a task has no mocked answer
 * @throws {StartError} if the input is too large
 */
export async function runMachine(options: MachineRun): Promise<MachineResult> {
  const machine = loadMachine(options.definition);
  const tasks = mockTasks(options.mocks, options.name, options.testCase);
  const chance = seededChance(options.seed ?? 1);
  const events: HistoryEvent[] = [];
  const envAt = (now: number): Env => ({
    ...chance,
    now,
    machineName: options.name ?? 'machine',
    record: (event) => events.push(event),
  });
  let now = options.now ?? START;
  const executionName = chance.uuid();
  let step: Step = await startExecution(machine, { name: executionName, input: options.input }, envAt(now));
  while (step.ended === undefined) {
    const { call, execution } = step;
    if (call === undefined) now = Math.max(now, dueAt(execution));
    const signals: Signal[] = call === undefined ? [{ type: 'due' }] : tasks.answer(execution.state, call);
    for (const signal of signals) step = await advance(machine, step.execution, signal, envAt(now));
  }
  return { ...step.ended, transitions: step.execution.transitions, events };
}
