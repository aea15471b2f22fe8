// Answers the calls of one execution from a mock file, as signals.

import type { Signal } from '../advance.ts';
import type { Call } from '../run/call.ts';
import { MockError, mockedAnswer, readMockConfig, testCaseOf } from './mock-config.ts';

export type MockedTasks = {
  /** The signals that answer a state's call, in order. @throws {MockError} if it has no mock */
  answer(state: string, call: Call): Signal[];
};

/** Without mocks, every call is an error that names the state. */
export function mockTasks(
  content: unknown,
  machineName: string | undefined,
  caseName: string | undefined,
): MockedTasks {
  const config = content === undefined ? undefined : readMockConfig(content);
  const mocks = config && testCaseOf(config, machineName, caseName);
  const invocations = new Map<string, number>();
  return {
    answer(state, call) {
      const mock = mocks?.[state];
      if (config === undefined || mock === undefined) {
        throw new MockError(
          `state "${state}" calls ${call.service}, and has no mock; name one for it in the test case`,
        );
      }
      const invocation = invocations.get(state) ?? 0;
      invocations.set(state, invocation + 1);
      const answer = mockedAnswer(config, mock, state, invocation);
      const signal: Signal =
        answer.kind === 'return'
          ? { type: 'succeed', output: answer.output }
          : {
              type: 'fail',
              error: answer.error,
              ...(answer.cause === undefined ? {} : { cause: answer.cause }),
            };
      return call.service.endsWith('.waitForTaskToken') ? [{ type: 'submitted' }, signal] : [signal];
    },
  };
}
