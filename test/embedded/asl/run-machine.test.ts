import { describe, expect, test } from 'vitest';
import { runMachine } from '../../../lib/embedded/asl/run-machine.ts';
import { INVOKE, machineOf } from './machines.ts';

const definition = machineOf({
  Greet: {
    Type: 'Task',
    Resource: INVOKE,
    Arguments: { FunctionName: 'greet' },
    Output: '{% $states.result.Payload %}',
    Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 4 }],
    End: true,
  },
});

const mocks = {
  StateMachines: {
    Greeting: {
      TestCases: {
        Happy: { Greet: 'Hello' },
        Patient: { Greet: 'Later' },
        Empty: {},
        Wrong: { Greet: 'No' },
      },
    },
  },
  MockedResponses: {
    Hello: { '0': { Return: { StatusCode: 200, Payload: 'Hello' } } },
    Later: {
      '0': { Throw: { Error: 'Busy', Cause: 'not now' } },
      '1-2': { Throw: { Error: 'Busy' } },
      '3': { Return: { Payload: 'At last' } },
    },
  },
};

const run = (testCase?: string, fields: object = {}) =>
  runMachine({ definition, input: {}, mocks, ...(testCase === undefined ? {} : { testCase }), ...fields });

describe('a machine run on its own', () => {
  test('answers its tasks from a mock file, by the number of the invocation', async () => {
    expect(await run('Happy')).toMatchObject({ status: 'SUCCEEDED', output: 'Hello', transitions: 1 });
    expect(await run('Patient')).toMatchObject({ status: 'SUCCEEDED', output: 'At last', transitions: 4 });
  });

  test('takes the only machine of the file whatever its name', async () => {
    expect(await run('Happy', { name: 'other' })).toMatchObject({ output: 'Hello' });
    const two = { ...mocks, StateMachines: { ...mocks.StateMachines, Second: { TestCases: {} } } };
    await expect(run('Happy', { name: 'other', mocks: two })).rejects.toThrow(
      'the mock file has no state machine "other"; it has "Greeting", "Second"',
    );
    expect(await run('Happy', { name: 'Greeting', mocks: two })).toMatchObject({ output: 'Hello' });
  });

  test('says which state has no mock, which mock does not exist, and which has no more answers', async () => {
    await expect(run('Empty')).rejects.toThrow('state "Greet" calls lambda:invoke, and has no mock');
    await expect(run('Wrong')).rejects.toThrow(
      'state "Greet" uses the mock "No", which MockedResponses does not have',
    );
    await expect(runMachine({ definition, input: {} })).rejects.toThrow('state "Greet" calls lambda:invoke');
    const running = { ...mocks, MockedResponses: { Later: { '0-1': { Throw: { Error: 'Busy' } } } } };
    await expect(run('Patient', { mocks: running })).rejects.toThrow(
      'the mock "Later" of state "Greet" has no answer to invocation 2; it has "0-1"',
    );
  });

  test('says which test cases there are', async () => {
    await expect(run('Sad')).rejects.toThrow(
      'there is no test case "Sad"; the mock file has "Happy", "Patient"',
    );
    await expect(run()).rejects.toThrow('name a test case; the mock file has "Happy"');
  });

  test('says what is wrong in a mock file', async () => {
    const wrong = { ...mocks, MockedResponses: { Hello: { first: { Return: 1 }, '0': {} } } };
    await expect(run('Happy', { mocks: wrong })).rejects.toThrow(/the mock file cannot be used/);
  });

  test('comes out the same every time', async () => {
    const lucky = machineOf({
      Only: {
        Type: 'Pass',
        Output: ['{% $random() %}', '{% $uuid() %}', '{% $shuffle([1, 2, 3, 4]) %}'],
        End: true,
      },
    });
    const once = () => runMachine({ definition: lucky, input: {} });
    expect(await once()).toEqual(await once());
  });
});
