// Compressed time, for tests of deployed machines: `milepost` never compiles so by itself.
//
// There are two times. Engine time is what journeys, functions, events and cursors speak of; real time is what Step
// Functions keeps. Both agree at `epoch`, and from then on engine time runs `factor` times as fast. The functions have a
// clock of engine time; a machine meets real time in three places only, and here is where each is mapped, once it is
// compiled:
// - what it sleeps, and how long it waits for a token: lengths of engine time, divided by the factor;
// - the moments it sleeps until, written down or computed by a function: engine time, mapped to real time;
// - the moment it entered a state, which Step Functions tells it: real time, mapped to engine time.

import { isObject, type Json } from '../../customer/json.ts';
import { parseInstant } from '../../customer/time.ts';
import type { MachineDefinition, State, TaskState, WaitState } from './asl.ts';
import { expression, reachedAt } from './variables.ts';

/** `epoch` in ms; `factor` is a whole number, 1 or more, so that engine time has whole milliseconds too. */
export type TimeScale = { factor: number; epoch: number };

export const realTimeScale: TimeScale = { factor: 1, epoch: 0 };

/** Throws unless both are whole numbers in range. */
export function timeScale(factor: number, epoch: number): TimeScale {
  if (!Number.isSafeInteger(factor) || factor < 1) {
    throw new RangeError(
      `time cannot run ${factor} times as fast; the factor must be a whole number, 1 or more`,
    );
  }
  if (!Number.isSafeInteger(epoch)) {
    throw new RangeError(`the epoch of compressed time is ${epoch}; it must be in whole milliseconds`);
  }
  return { factor, epoch };
}

/** The engine time (ms) at a real time (ms). */
export function engineTime(real: number, { factor, epoch }: TimeScale): number {
  return epoch + (real - epoch) * factor;
}

/** The real time (ms) at an engine time (ms). */
export function realTime(engine: number, { factor, epoch }: TimeScale): number {
  return epoch + (engine - epoch) / factor;
}

/** A machine that does in compressed time what it did in real time; by a factor of 1, the same one. */
export function compressTime(machine: MachineDefinition, scale: TimeScale): MachineDefinition {
  if (scale.factor === 1) return machine;
  const states = Object.entries(machine.States).map(([name, state]) => [name, compressState(state, scale)]);
  return { ...machine, States: Object.fromEntries(states) };
}

function compressState(state: State, scale: TimeScale): State {
  if (state.Type === 'Succeed') return state;
  const told = tellEngineTime(state, scale);
  if (told.Type === 'Wait') return compressWait(told, scale);
  return told.Type === 'Task' ? compressTask(told, scale) : told;
}

/** Wherever a state reads the moment it was entered, it reads engine time. */
function tellEngineTime<Told extends State>(state: Told, { factor, epoch }: TimeScale): Told {
  const inEngineTime = `(${epoch} + (${reachedAt} - ${epoch}) * ${factor})`;
  const told = mapTexts(state, (text) =>
    isExpression(text) ? text.replaceAll(reachedAt, inEngineTime) : text,
  );
  // The same state, with other words in its expressions.
  return told as Told;
}

function compressWait(state: WaitState, scale: TimeScale): WaitState {
  const { Seconds, Timestamp } = state;
  return {
    ...state,
    ...(Seconds !== undefined && { Seconds: wholeSeconds(Seconds, scale) }),
    ...(Timestamp !== undefined && { Timestamp: realTimestamp(Timestamp, scale) }),
  };
}

function compressTask(state: TaskState, scale: TimeScale): TaskState {
  const { TimeoutSeconds } = state;
  if (TimeoutSeconds === undefined) return state;
  if (typeof TimeoutSeconds === 'number') {
    return { ...state, TimeoutSeconds: wholeSeconds(TimeoutSeconds, scale) };
  }
  const seconds = expression(`$max([1, $ceil((${codeOf(TimeoutSeconds)}) / ${scale.factor})])`);
  return { ...state, TimeoutSeconds: seconds };
}

/** Step Functions counts whole seconds; nothing is over before its time. */
function wholeSeconds(seconds: number, { factor }: TimeScale): number {
  return Math.ceil(seconds / factor);
}

function realTimestamp(timestamp: string, scale: TimeScale): string {
  const { factor, epoch } = scale;
  const engine = isExpression(timestamp)
    ? `$toMillis(${codeOf(timestamp)})`
    : String(parseInstant(timestamp) ?? epoch);
  return expression(`$fromMillis($ceil(${epoch} + (${engine} - ${epoch}) / ${factor}))`);
}

function isExpression(text: string): boolean {
  return text.startsWith('{%');
}

function codeOf(text: string): string {
  return text.slice(2, -2).trim();
}

function mapTexts(value: unknown, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (!isObject(value)) return value as Json;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapTexts(item, change)]));
}
