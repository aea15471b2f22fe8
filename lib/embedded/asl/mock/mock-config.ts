// The MockConfigFile of Step Functions Local: what the tasks of a machine answer in a test case.

import * as z from 'zod';
import type { Json } from '../../../customer/json.ts';

const ResponseSchema = z
  .strictObject({
    Return: z.json().optional(),
    Throw: z.strictObject({ Error: z.string(), Cause: z.string().nullish() }).optional(),
  })
  .refine((response) => (response.Return === undefined) !== (response.Throw === undefined), {
    error: 'a mocked response has one of Return and Throw',
  });

/** Which invocations a response answers: "0", or "1-2". */
const InvocationsSchema = z
  .string()
  .regex(/^\d+(-\d+)?$/, { error: 'write the number of an invocation ("0"), or a range ("1-2")' });

const MockConfigSchema = z.strictObject({
  StateMachines: z.record(
    z.string(),
    z.strictObject({ TestCases: z.record(z.string(), z.record(z.string(), z.string())) }),
  ),
  MockedResponses: z.record(z.string(), z.record(InvocationsSchema, ResponseSchema)).default({}),
});

type MockConfig = z.infer<typeof MockConfigSchema>;

export type MockedAnswer =
  | { readonly kind: 'return'; readonly output: Json }
  | { readonly kind: 'throw'; readonly error: string; readonly cause: string | undefined };

/** The mocks cannot be read, or have no answer. */
export class MockError extends Error {
  override readonly name = 'MockError';
}

/** Reads a mock file's content. @throws {MockError} */
export function readMockConfig(content: unknown): MockConfig {
  const parsed = MockConfigSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  /${issue.path.join('/')}: ${issue.message}`);
  throw new MockError(`the mock file cannot be used:\n${problems.join('\n')}`);
}

/**
 * The test case of a machine: which mock each state uses. The only machine is taken whatever its name, and the only test
 * case if none is named.
 * @throws {MockError}
 */
export function testCaseOf(
  config: MockConfig,
  machineName: string | undefined,
  caseName: string | undefined,
): Readonly<Record<string, string>> {
  const machines = Object.entries(config.StateMachines);
  const machine =
    machines.find(([name]) => name === machineName)?.[1] ??
    (machines.length === 1 ? machines[0]?.[1] : undefined);
  if (machine === undefined) {
    throw new MockError(
      `the mock file has no state machine "${machineName ?? ''}"; it has ${quoted(machines.map(([name]) => name))}`,
    );
  }
  const cases = Object.entries(machine.TestCases);
  const found =
    caseName === undefined
      ? cases.length === 1
        ? cases[0]
        : undefined
      : cases.find(([name]) => name === caseName);
  if (found !== undefined) return found[1];
  const known = `the mock file has ${quoted(cases.map(([name]) => name))}`;
  throw new MockError(
    caseName === undefined ? `name a test case; ${known}` : `there is no test case "${caseName}"; ${known}`,
  );
}

/**
 * The answer of a mock to an invocation, counted from 0.
 * @throws {MockError} if there is none
 */
export function mockedAnswer(
  config: MockConfig,
  mock: string,
  state: string,
  invocation: number,
): MockedAnswer {
  const responses = config.MockedResponses[mock];
  if (responses === undefined) {
    throw new MockError(
      `state "${state}" uses the mock "${mock}", which MockedResponses does not have; it has ${quoted(Object.keys(config.MockedResponses))}`,
    );
  }
  for (const [invocations, { Return, Throw }] of Object.entries(responses)) {
    const [first = 0, last = first] = invocations.split('-').map(Number);
    if (invocation < first || invocation > last) continue;
    if (Throw !== undefined) return { kind: 'throw', error: Throw.Error, cause: Throw.Cause ?? undefined };
    if (Return !== undefined) return { kind: 'return', output: Return };
  }
  throw new MockError(
    `the mock "${mock}" of state "${state}" has no answer to invocation ${invocation}; it has ${quoted(Object.keys(responses))}`,
  );
}

function quoted(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ');
}
