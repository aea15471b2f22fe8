// The workflow runner of the embedded runtime: drives executions of the ASL runtime from one call to the next. What an
// execution goes on with is written down before it goes on, so that a crash repeats a call but loses none.

import type { Json, JsonObject } from '../../customer/json.ts';
import type { Clock, WorkflowRunner } from '../../ports.ts';
import { advance, type Signal, startExecution } from '../asl/advance.ts';
import type { Env } from '../asl/env.ts';
import { dueAt, type End } from '../asl/execution.ts';
import type { Call } from '../asl/run/call.ts';
import type { Step } from '../asl/run/run.ts';
import type { Chance } from '../chance.ts';
import type { StoredExecution } from './execution-table.ts';
import { type Executions, runnerStatus } from './executions.ts';
import type { Failures } from './failures.ts';
import type { Jobs } from './jobs.ts';
import type { Machines } from './machines.ts';
import { whyNotRedriven } from './redrivable.ts';

/** The functions that machines call, by name. */
export type Functions = { [name: string]: (payload: Json) => Promise<unknown> };

/** The queue that is told of every end of an execution. */
export const ENDED_QUEUE = 'runEnded';

export type Runner = WorkflowRunner & {
  /** Drives the execution that became ready first until it parks, ends or calls; false if none is ready. */
  driveNext(): Promise<boolean>;
  /** Makes the execution that is due first ready; false if none is due. */
  fireDue(): boolean;
  nextDueAt(): number | undefined;
  /** Takes up the executions that a crash left in the middle. */
  recover(): void;
};

export type RunnerParts = {
  executions: Executions;
  failures: Failures;
  machines: Machines;
  jobs: Jobs;
  clock: Clock;
  chance: Chance;
  functions: () => Functions;
  /** Called when something became ready. */
  wake: () => void;
};

export function createRunner(parts: RunnerParts): Runner {
  const { executions, clock } = parts;
  const ready: string[] = [];
  const makeReady = (name: string) => {
    ready.push(name);
    parts.wake();
  };

  function answer(token: string, signal: Signal): boolean {
    const name = executions.byToken(token);
    if (name === undefined) return false;
    const parked = executions.get(name)?.status === 'parked';
    executions.answered(name, signal);
    if (parked) makeReady(name);
    return true;
  }

  return {
    async start({ name, journeyId, version, input }) {
      if (executions.insert(name, journeyId, version, input)) makeReady(name);
    },
    succeed: async (token, output) => answer(token, { type: 'succeed', output }),
    fail: async (token, error, cause) => answer(token, { type: 'fail', error, cause }),
    async stop(name, cause) {
      const stored = executions.get(name);
      if (!stored || runnerStatus(stored.status) !== 'running') return;
      const transitions = stored.execution?.transitions ?? 0;
      end(parts, stored, { transitions, variables: stored.variables }, { status: 'ABORTED', cause });
    },
    async describe(name) {
      const stored = executions.get(name);
      if (!stored) return undefined;
      const { output, error, endedAt, variables } = stored;
      const status = runnerStatus(stored.status);
      const failure = parts.failures.of(name);
      const failed = status === 'failed' ? failure : undefined;
      return {
        status,
        output,
        error,
        cause: failed?.cause ?? null,
        failedIn: failed?.state ?? null,
        endedAt,
        redrives: failure?.redrives ?? 0,
        variables,
      };
    },
    async redrive(name, count) {
      const stored = executions.get(name);
      const failure = parts.failures.of(name);
      if (stored && failure?.redrives === count) return undefined;
      if (stored?.status !== 'failed' || !failure) return 'its execution has not failed, or is not kept';
      const refusal = whyNotRedriven(parts, stored, failure);
      if (refusal !== undefined) return refusal;
      parts.failures.redriven(name, count);
      executions.redriven(failure.execution);
      makeReady(name);
      return undefined;
    },
    async *running(journeyId) {
      yield executions.running(journeyId);
    },
    async driveNext() {
      const name = ready.shift();
      if (name === undefined) return false;
      const stored = executions.get(name);
      if (stored?.status === 'calling') await carryOut(parts, stored);
      else if (stored?.status === 'ready') await drive(parts, stored);
      return true;
    },
    fireDue() {
      const name = executions.due(clock.now());
      if (name === undefined) return false;
      executions.answered(name, { type: 'due' });
      makeReady(name);
      return true;
    },
    nextDueAt: () => executions.nextDueAt(),
    recover() {
      for (const name of executions.going()) makeReady(name);
    },
  };
}

/** Takes an execution from ready on. */
async function drive(parts: RunnerParts, stored: StoredExecution): Promise<void> {
  const machine = parts.machines.get(stored.journeyId, stored.version);
  const env = envOf(parts, stored);
  if (stored.execution === null) {
    await follow(
      parts,
      stored,
      await startExecution(machine, { name: stored.name, input: stored.input }, env),
    );
  } else if (stored.signal) {
    await follow(parts, stored, await advance(machine, stored.execution, stored.signal, env));
  }
}

/** Does what a step asks for: notes the end, parks, or makes the call and goes on with its answer. */
async function follow(parts: RunnerParts, stored: StoredExecution, first: Step): Promise<void> {
  const machine = parts.machines.get(stored.journeyId, stored.version);
  let step = first;
  for (;;) {
    const { execution, call, ended } = step;
    if (ended) {
      const isFailure = ended.status === 'FAILED' || ended.status === 'TIMED_OUT';
      if (isFailure) parts.failures.keep(execution, ended.cause ?? null);
      return end(parts, stored, execution, ended);
    }
    if (!call) return parts.executions.parked(execution, dueAt(execution));
    const signal = await callOut(parts, execution, call);
    if (!signal) return;
    const answerSoFar = () => (isCallback(call) ? parts.executions.get(stored.name)?.signal : undefined);
    // Whoever holds the token may have answered while the call was still being made; how the call itself went is then
    // of no account.
    const early = answerSoFar();
    step = await advance(machine, execution, early ? { type: 'submitted' } : signal, envOf(parts, stored));
    const told = early ?? answerSoFar();
    if (told && step.execution.parked?.kind === 'task') {
      step = await advance(machine, step.execution, told, envOf(parts, stored));
    }
  }
}

/** Makes a call, and says what the execution goes on with; undefined if it was stopped meanwhile. */
async function callOut(
  parts: RunnerParts,
  execution: Step['execution'],
  call: Call,
): Promise<Signal | undefined> {
  if ('queueUrl' in call) {
    parts.jobs.put(call.queueUrl, call.body, parts.clock.now() + call.delaySeconds * 1000);
    if ('token' in call) return { type: 'submitted' };
    return { type: 'succeed', output: { MessageId: parts.chance.id() } };
  }
  parts.executions.calling(execution, call);
  const signal = await invoke(parts, call);
  return parts.executions.get(execution.name)?.status === 'calling' ? signal : undefined;
}

/** Whether the function that was called may itself have answered the token by now; a queue's job waits its turn. */
function isCallback(call: Call): boolean {
  return call.service === 'lambda:invoke.waitForTaskToken';
}

type FunctionCall = Exclude<Call, { queueUrl: string }>;

async function invoke(parts: RunnerParts, call: FunctionCall): Promise<Signal> {
  try {
    const called = parts.functions()[call.functionName];
    if (!called) throw new Error(`there is no function "${call.functionName}"`);
    const answer = (await called(call.payload)) as Json | undefined;
    if (call.service === 'lambda') return { type: 'succeed', output: answer ?? null };
    if (call.service === 'lambda:invoke.waitForTaskToken') return { type: 'submitted' };
    return {
      type: 'succeed',
      output: { Payload: answer ?? null, StatusCode: 200, ExecutedVersion: '$LATEST' },
    };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { type: 'fail', error: name, cause: JSON.stringify({ errorType: name, errorMessage: message }) };
  }
}

/** Makes a call (again) that was written down, and goes on from there. */
async function carryOut(parts: RunnerParts, stored: StoredExecution): Promise<void> {
  const { execution, call } = stored;
  if (!execution || !call) return;
  await follow(parts, stored, { execution, call });
}

function end(
  { executions, jobs, clock }: RunnerParts,
  stored: StoredExecution,
  { transitions, variables }: { transitions: number; variables: JsonObject },
  ended: End,
): void {
  const now = clock.now();
  const succeeded = ended.status === 'SUCCEEDED';
  executions.ended(stored.name, transitions, variables, {
    status: succeeded ? 'succeeded' : ended.status === 'ABORTED' ? 'stopped' : 'failed',
    output: succeeded ? ended.output : null,
    error: succeeded ? null : (ended.error ?? ended.status),
    at: now,
  });
  // In the form in which Step Functions tells EventBridge that an execution changed its status.
  const detail = {
    name: stored.name,
    status: ended.status,
    input: JSON.stringify(stored.input),
    stopDate: now,
  };
  jobs.put(ENDED_QUEUE, { 'detail-type': 'Step Functions Execution Status Change', detail }, now);
}

function envOf({ clock, chance }: RunnerParts, stored: StoredExecution): Env {
  return {
    now: clock.now(),
    machineName: stored.journeyId,
    random: () => chance.random(),
    uuid: () => chance.id(),
    token: () => chance.id(),
  };
}
