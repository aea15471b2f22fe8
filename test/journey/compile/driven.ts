// Runs compiled machines with mocked tasks, on the virtual clock. A task that is told nothing else answers as on an
// ordinary day: the message is sent, the event comes, the first case holds, no round is the last.

import { isObject, type Json, type JsonObject } from '../../../lib/customer/json.ts';
import { formatInstant } from '../../../lib/customer/time.ts';
import { type MachineResult, runMachine } from '../../../lib/embedded/asl/run-machine.ts';
import type { MachineDefinition, State, TaskState } from '../../../lib/journey/compile/asl.ts';
import { signals } from '../../../lib/journey/compile/task.ts';

const ENTRY = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

export type Answer = { Return: Json } | { Throw: { Error: string; Cause?: string } };

const payload = (value: JsonObject): Answer => ({ Return: { Payload: value } });

export const sent: Answer = { Return: { status: 'sent', channel: 'email', reason: 'consent' } };
export const held: Answer = { Throw: { Error: signals.held, Cause: formatInstant(ENTRY + 40 * DAY) } };
export const notSent: Answer = { Throw: { Error: signals.messageFailed, Cause: 'no such mailbox' } };
export const came: Answer = { Return: { cursor: { at: ENTRY + DAY, seq: 7 }, event: 'order-7' } };
export const timedOut: Answer = { Throw: { Error: signals.timedOut } };
export const ranOut: Answer = { Throw: { Error: 'States.Timeout' } };
export const busy: Answer = { Throw: { Error: 'ProvisionedThroughputExceededException' } };
/** Case `index` holds, from 0; -1 for none. */
export const caseHolds = (index: number): Answer => payload({ case: index });
export const lastRound: Answer = payload({ met: true });
export const notYet: Answer = payload({ met: false });

/** The machine's way with these answers of its tasks, each in turn and the last one from then on. */
export function drive(
  machine: MachineDefinition,
  answers: Record<string, Answer[]> = {},
  buckets: Record<string, string> = {},
): Promise<MachineResult> {
  const tasks = Object.entries(machine.States).filter(([, state]) => state.Type === 'Task');
  const mocks = tasks.map(([name, state]) => [name, invocations(answers[name] ?? [ordinary(state)])]);
  return runMachine({
    definition: machine,
    name: 'example',
    input: { customerId: 'ann', journeyId: 'example', version: '1', entry: { at: ENTRY, seq: 3 }, buckets },
    now: ENTRY,
    mocks: {
      StateMachines: {
        example: { TestCases: { told: Object.fromEntries(tasks.map(([name]) => [name, name])) } },
      },
      MockedResponses: Object.fromEntries(mocks),
    },
  });
}

/** The states that a run entered, in order. */
export function wayOf({ events }: MachineResult): string[] {
  return events.flatMap((event) =>
    event.type.endsWith('StateEntered') && 'name' in event ? [String(event.name)] : [],
  );
}

/** How a run ended, as reports count it. */
export function outcomeOf(run: MachineResult): string {
  if (run.status !== 'SUCCEEDED') return run.error ?? run.status;
  return isObject(run.output) && typeof run.output.exited === 'string' ? run.output.exited : 'completed';
}

function invocations(answers: Answer[]): Record<string, Answer> {
  const last = answers.length - 1;
  return Object.fromEntries(answers.map((answer, i) => [i === last ? `${i}-99999` : `${i}`, answer]));
}

function ordinary(state: State): Answer {
  if (state.Type !== 'Task') throw new Error('only tasks answer');
  if (state.Resource.includes(':sqs:')) return sent;
  if (state.Resource.endsWith('.waitForTaskToken')) return came;
  switch (stepOf(state).type) {
    case 'wait':
      return payload({ until: formatInstant(ENTRY + 2 * DAY), cursor: { at: ENTRY + 2 * DAY, seq: 0 } });
    case 'waitFor':
      return payload({ deadline: ENTRY + 30 * DAY });
    case 'branch':
      return caseHolds(0);
    case 'repeat':
      return notYet;
    default:
      return payload({});
  }
}

/** The step that a task carries in its arguments. */
export function stepOf(state: TaskState): JsonObject {
  const { Arguments: values } = state;
  const input = isObject(values) ? (values.Payload ?? values.MessageBody) : undefined;
  const step = isObject(input) ? input.step : undefined;
  if (!isObject(step)) throw new Error('a task without a step');
  return step;
}
