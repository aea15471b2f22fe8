// The workflow runner on AWS: Step Functions. A run's execution is called by the run's id, so that starting it twice
// starts it once.

import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  type ExecutionNotRedrivable,
  type ExecutionStatus,
  paginateListExecutions,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { isObject, type JsonObject } from '../customer/json.ts';
import { engineTime, realTimeScale, type TimeScale } from '../journey/compile/time-scale.ts';
import type { ExecutionState, RunnerStatus, WorkflowRunner } from '../ports.ts';
import { branchesTaken } from './branches-taken.ts';
import { failedCall } from './failed-call.ts';
import { failedState } from './failed-state.ts';
import { executionArn, journeyOfRun, machineArn, type Where } from './names.ts';
import { verdictOf } from './verdict.ts';

/** What Step Functions takes of an error's name and of its cause, in characters. */
const LONGEST_ERROR = 256;
const LONGEST_CAUSE = 32_768;

const statuses: Record<ExecutionStatus, RunnerStatus> = {
  RUNNING: 'running',
  PENDING_REDRIVE: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'failed',
  ABORTED: 'stopped',
};

export function createRunner(
  client: SFNClient,
  where: Where,
  timeScale: TimeScale = realTimeScale,
): WorkflowRunner {
  const arnOf = (name: string) => {
    const journeyId = journeyOfRun(name);
    return journeyId === undefined ? undefined : executionArn(where, journeyId, name);
  };
  return {
    async start({ name, journeyId, input }) {
      const stateMachineArn = machineArn(where, journeyId);
      const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
      await unlessMoot(`run ${name} could not be started`, () => client.send(command));
    },
    async succeed(taskToken, output) {
      const command = new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) });
      return wasTold(() => client.send(command));
    },
    async fail(taskToken, error, cause) {
      const command = new SendTaskFailureCommand({
        taskToken,
        error: error.slice(0, LONGEST_ERROR),
        cause: cause.slice(0, LONGEST_CAUSE),
      });
      return wasTold(() => client.send(command));
    },
    async stop(name, cause) {
      const executionArn = arnOf(name);
      if (executionArn === undefined) return;
      const command = new StopExecutionCommand({ executionArn, cause: cause.slice(0, LONGEST_CAUSE) });
      await unlessMoot(`run ${name} could not be stopped`, () => client.send(command));
    },
    async describe(name) {
      const executionArn = arnOf(name);
      if (executionArn === undefined) return undefined;
      return unlessMoot(`run ${name} could not be looked at`, async () => {
        const found = await client.send(new DescribeExecutionCommand({ executionArn }));
        const variables = drewBranches(found) ? await branchesTaken(client, executionArn) : {};
        const end = endOf(found, timeScale);
        const failedIn = end.status === 'failed' ? await failedState(client, executionArn) : null;
        return { ...end, failedIn, redrives: found.redriveCount ?? 0, variables };
      });
    },
    async *running(journeyId) {
      const listing = { stateMachineArn: machineArn(where, journeyId), statusFilter: 'RUNNING' } as const;
      try {
        for await (const { executions = [] } of paginateListExecutions({ client, pageSize: 1000 }, listing)) {
          yield executions.flatMap(({ name }) => name ?? []);
        }
      } catch (error) {
        // The machine went with its journey, and its executions with it.
        if (error instanceof StateMachineDoesNotExist) return;
        throw failedCall('sfn', `the running executions of ${journeyId} could not be listed`, error);
      }
    },
    async redrive(name, count) {
      const executionArn = arnOf(name);
      if (executionArn === undefined) return 'it is no run of a journey';
      const command = new RedriveExecutionCommand({ executionArn, clientToken: redriveToken(name, count) });
      try {
        await client.send(command);
        return undefined;
      } catch (error) {
        if (isNotRedrivable(error)) return `Step Functions refuses: ${error.message}`;
        if (verdictOf('sfn', error) === 'gone') return 'Step Functions knows its execution no more';
        throw failedCall('sfn', `run ${name} could not be redriven`, error);
      }
    },
  };
}

/** The answer to a call; undefined where it came too late to change anything: done before, or nobody is there any more. */
async function unlessMoot<Answer>(what: string, call: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    const verdict = verdictOf('sfn', error);
    if (verdict === 'done' || verdict === 'gone') return undefined;
    throw failedCall('sfn', what, error);
  }
}

async function wasTold(call: () => Promise<object>): Promise<boolean> {
  return (await unlessMoot('a waiting run could not be answered', call)) !== undefined;
}

function endOf(
  found: DescribeExecutionOutput,
  timeScale: TimeScale,
): Omit<ExecutionState, 'variables' | 'failedIn' | 'redrives'> {
  const { status = 'RUNNING', output, error, cause, stopDate } = found;
  const ran = statuses[status];
  return {
    status: ran,
    output: ran === 'succeeded' && output !== undefined ? JSON.parse(output) : null,
    error: ran === 'running' || ran === 'succeeded' ? null : (error ?? status),
    cause: ran === 'failed' || ran === 'stopped' ? (cause ?? null) : null,
    endedAt: stopDate ? engineTime(stopDate.getTime(), timeScale) : null,
  };
}

function isNotRedrivable(error: unknown): error is ExecutionNotRedrivable {
  return error instanceof Error && error.name === 'ExecutionNotRedrivable';
}

/** The same for the same redrive of a run, however often it is asked for: at most 64 characters. */
function redriveToken(name: string, count: number): string {
  return `${name.slice(-32)}-redrive-${count}`;
}

/** Whether its journey has splits at all: their branches are drawn at entry, and are part of the input. */
function drewBranches({ input }: DescribeExecutionOutput): boolean {
  const given: JsonObject = JSON.parse(input ?? '{}');
  return isObject(given.buckets) && Object.keys(given.buckets).length > 0;
}
