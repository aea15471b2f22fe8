import { describe, expect, test } from 'vitest';
import { loadMachine } from '../../../lib/embedded/asl/load.ts';
import { MachineError, type Problem } from '../../../lib/embedded/asl/machine-error.ts';
import { FUNCTION, INVOKE, machineOf, passing } from './machines.ts';

function problemsOf(definition: unknown): readonly Problem[] {
  try {
    loadMachine(definition);
    return [];
  } catch (error) {
    if (error instanceof MachineError) return error.problems;
    throw error;
  }
}

const pathsOf = (definition: unknown) => problemsOf(definition).map(({ path }) => path);
const messageOf = (definition: unknown) => problemsOf(definition)[0]?.message;

const task = (fields: object) =>
  machineOf({
    Task: { Type: 'Task', Resource: FUNCTION, End: true, ...fields },
    Rescue: { Type: 'Succeed' },
  });

describe('a machine is refused when it is loaded', () => {
  test('with all of its problems at once, each with its path', () => {
    expect(
      problemsOf(
        machineOf({
          A: { Type: 'Pass', Next: 'B', Parameters: {} },
          B: { Type: 'Sleep', Next: 'C' },
          C: { Type: 'Pass', Output: '{% $states. %}', Next: 'Nowhere' },
        }),
      ),
    ).toEqual([
      { path: '/States/A/Parameters', message: '"Parameters" belongs to JSONPath; in JSONata use Arguments' },
      {
        path: '/States/B/Type',
        message:
          '"Sleep" is no state type that this runtime knows; it knows Task, Wait, Choice, Pass, Succeed, Fail',
      },
      { path: '/States/C/Output', message: expect.stringMatching(/^"\$states\." is no JSONata: S0207/) },
      { path: '/States/C/Next', message: 'there is no state "Nowhere"' },
    ]);
  });

  test('when the top level lacks something or has too much', () => {
    expect(pathsOf('machine')).toEqual(['/']);
    expect(pathsOf({ States: {} })).toEqual(['/StartAt']);
    expect(pathsOf({ ...passing(1), StartAt: 'Other' })).toEqual(['/StartAt']);
    expect(pathsOf({ ...passing(1), Version: '2.0' })).toEqual(['/Version']);
    expect(pathsOf({ ...passing(1), Processor: {} })).toEqual(['/Processor']);
  });

  test('when it uses JSONPath, which is also the default', () => {
    const states = { Only: { Type: 'Pass', End: true } };
    expect(messageOf({ StartAt: 'Only', States: states })).toMatch(
      /uses JSONPath .* "QueryLanguage": "JSONata"/,
    );
    expect(pathsOf(machineOf({ Only: { Type: 'Pass', End: true, QueryLanguage: 'JSONPath' } }))).toEqual([
      '/States/Only/QueryLanguage',
    ]);
  });

  test('when a state does not say where it goes on, says it twice, or is never reached', () => {
    expect(messageOf(machineOf({ A: { Type: 'Pass' } }))).toMatch(/Next, or "End": true/);
    expect(pathsOf(machineOf({ A: { Type: 'Pass', Next: 'A', End: true } }))).toEqual(['/States/A/Next']);
    expect(messageOf(machineOf({ A: { Type: 'Succeed' }, B: { Type: 'Succeed' } }))).toBe(
      'the state "B" is not reachable',
    );
  });

  test('when a Choice has no rule, or a rule no condition', () => {
    expect(messageOf(machineOf({ A: { Type: 'Choice', Choices: [] } }))).toBe(
      'a Choice needs at least one rule',
    );
    expect(pathsOf(machineOf({ A: { Type: 'Choice', Choices: [{ Next: 'A', Condition: 'yes' }] } }))).toEqual(
      ['/States/A/Choices/0/Condition'],
    );
    expect(
      pathsOf(machineOf({ A: { Type: 'Choice', End: true, Choices: [{ Next: 'A', Condition: true }] } })),
    ).toEqual(['/States/A/End']);
  });

  test('when a task calls what the runtime cannot call', () => {
    expect(messageOf(task({ Resource: 'arn:aws:states:::dynamodb:putItem' }))).toMatch(
      /"arn:aws:states:::dynamodb:putItem" is nothing that this runtime can call; .*lambda:invoke/,
    );
    expect(pathsOf(task({ Resource: 'arn:aws:states:us-east-1:111111111111:activity:a' }))).toContain(
      '/States/Task/Resource',
    );
    expect(pathsOf(task({ Resource: `${INVOKE}.sync` }))).toContain('/States/Task/Resource');
    expect(messageOf(task({ Resource: INVOKE, Arguments: { Payload: {} } }))).toBe(
      'the field "FunctionName" is required but was missing',
    );
    expect(messageOf(task({ Resource: INVOKE, Arguments: { FunctionName: 'f', Body: 1 } }))).toBe(
      '"Body" is no argument of lambda:invoke',
    );
    expect(pathsOf(task({ Credentials: {} }))).toContain('/States/Task/Credentials');
  });

  test('when Retry, Catch or time-outs break their rules', () => {
    const all = { ErrorEquals: ['States.ALL'] };
    const rescue = { Next: 'Rescue' };
    expect(messageOf(task({ Retry: [all, { ErrorEquals: ['A'] }], Catch: [{ ...all, ...rescue }] }))).toMatch(
      /must stand in the last element of Retry/,
    );
    expect(messageOf(task({ Catch: [{ ErrorEquals: ['A', 'States.ALL'], ...rescue }] }))).toMatch(
      /stand alone/,
    );
    expect(pathsOf(task({ Retry: [{ ...all, BackoffRate: 0.5 }] }))).toEqual([
      '/States/Task/Retry/0/BackoffRate',
    ]);
    expect(pathsOf(task({ Retry: [{ ...all, IntervalSeconds: 0 }] }))).toEqual([
      '/States/Task/Retry/0/IntervalSeconds',
    ]);
    expect(
      messageOf(
        task({ Retry: [{ ...all, IntervalSeconds: 9, MaxDelaySeconds: 5 }], Catch: [{ ...all, ...rescue }] }),
      ),
    ).toBe('must be greater than IntervalSeconds (9)');
    expect(pathsOf(task({ Retry: [{ ErrorEquals: [] }] }))).toEqual(['/States/Task/Retry/0/ErrorEquals']);
    expect(pathsOf(task({ TimeoutSeconds: 0 }))).toEqual(['/States/Task/TimeoutSeconds']);
    expect(messageOf(task({ TimeoutSeconds: 5, HeartbeatSeconds: 5, Catch: [{ ...all, ...rescue }] }))).toBe(
      'must be smaller than TimeoutSeconds',
    );
  });

  test('when a Wait is none, or its literal moment is no date-time', () => {
    const wait = (fields: object) => machineOf({ A: { Type: 'Wait', End: true, ...fields } });
    expect(messageOf(wait({}))).toBe('a Wait has one of Seconds and Timestamp');
    expect(messageOf(wait({ Seconds: 1, Timestamp: '2026-01-01T00:00:00Z' }))).toMatch(/one of/);
    for (const moment of [
      '2026-01-01',
      '2026-01-01T00:00:00',
      '2026-01-01 00:00:00Z',
      '2026-01-01t00:00:00Z',
      '2026-02-30T00:00:00Z',
      '2026-01-01T24:00:00Z',
      '2026-01-01T10:61:00Z',
    ]) {
      expect(pathsOf(wait({ Timestamp: moment })), moment).toEqual(['/States/A/Timestamp']);
    }
    expect(pathsOf(wait({ Seconds: -1 }))).toEqual(['/States/A/Seconds']);
    expect(pathsOf(wait({ Seconds: 1.5 }))).toEqual(['/States/A/Seconds']);
  });

  test('when an expression uses $eval, or a part of $states that does not exist there', () => {
    expect(messageOf(passing("{% $eval('1') %}"))).toMatch(/no \$eval; use \$parse/);
    expect(messageOf(passing('{% $states.result.x %}'))).toMatch(/Output and Assign of a Task only/);
    expect(messageOf(passing({ a: ['{% $states.errorOutput %}'] }))).toMatch(/of a Catch only/);
    expect(problemsOf(task({ Output: '{% $states.result %}' })).length).toBe(1);
  });

  test('when a variable has a name that none can have', () => {
    const assigning = (name: string) => machineOf({ A: { Type: 'Pass', Assign: { [name]: 1 }, End: true } });
    expect(pathsOf(assigning('总数'))).toEqual([]);
    for (const name of ['states', '1st', 'a-b', 'a b', '', 'x'.repeat(81), 'toString']) {
      expect(pathsOf(assigning(name)), name).toEqual([`/States/A/Assign/${name}`]);
    }
    expect(pathsOf(machineOf({ A: { Type: 'Succeed', Assign: { a: 1 } } }))).toEqual(['/States/A/Assign']);
  });

  test("when a state's name is longer than 80 characters", () => {
    expect(messageOf(machineOf({ ['n'.repeat(81)]: { Type: 'Succeed' } }))).toMatch(/at most 80 characters/);
  });
});

describe('a machine is loaded', () => {
  test('from any partition, and with the substitutions of a deployment in its ARNs', () => {
    for (const Resource of [
      'arn:aws-cn:states:::lambda:invoke',
      'arn:aws-us-gov:states:::lambda:invoke',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a deployment's substitution
      'arn:${AWS::Partition}:states:::lambda:invoke',
    ]) {
      const only = {
        Type: 'Task',
        Resource,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a deployment's substitution
        Arguments: { FunctionName: '${Greet}' },
        End: true,
      };
      expect(problemsOf(machineOf({ Only: only }))).toEqual([]);
    }
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a deployment's substitution
    for (const Resource of ['${GreetFunction}', 'arn:aws:lambda:${Region}:${Account}:function:greet:live']) {
      expect(problemsOf(machineOf({ Only: { Type: 'Task', Resource, End: true } }))).toEqual([]);
    }
  });

  test('where each state says JSONata itself', () => {
    const only = { Type: 'Pass', End: true, QueryLanguage: 'JSONata' };
    expect(problemsOf({ StartAt: 'Only', States: { Only: only } })).toEqual([]);
  });
});
