// `milepost machine run`: any state machine alone, with mocked tasks.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { emptyFolder, milepost, milepostJson } from './command-line.ts';

let file: string;
let mocks: string;

beforeEach(() => {
  const folder = emptyFolder();
  file = join(folder, 'patience.asl.json');
  mocks = join(folder, 'mocks.json');
  const task = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: 'ask', Payload: '{% $states.input %}' },
    Output: '{% $states.result.Payload %}',
    Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 2 }],
    End: true,
  };
  const wait = { Type: 'Wait', Seconds: 86_400, Next: 'ask' };
  save(file, { QueryLanguage: 'JSONata', StartAt: 'sleep', States: { sleep: wait, ask: task } });
  save(mocks, {
    StateMachines: {
      other: { TestCases: {} },
      patience: { TestCases: { Happy: { ask: 'second time' }, Sad: { ask: 'never' } } },
    },
    MockedResponses: {
      'second time': { 0: { Throw: { Error: 'Busy', Cause: 'later' } }, 1: { Return: { Payload: 7 } } },
      never: { '0-2': { Throw: { Error: 'Busy', Cause: 'too much to do' } } },
    },
  });
});

function save(path: string, content: unknown): void {
  writeFileSync(path, JSON.stringify(content));
}

test('a run that succeeds shows status, output, transitions and events, on a clock that costs no time', async () => {
  const run = await milepostJson(
    'machine',
    'run',
    file,
    '--input',
    '{"a":1}',
    '--mocks',
    mocks,
    '--case',
    'Happy',
  );
  expect(Object.keys(run).sort()).toEqual(['events', 'output', 'status', 'transitions']);
  // A retry is a transition, too.
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: 7, transitions: 3 });
  expect(run.events.map((event: { type: string }) => event.type)).toEqual([
    'ExecutionStarted',
    'WaitStateEntered',
    'WaitStateExited',
    'TaskStateEntered',
    ...['TaskScheduled', 'TaskStarted', 'TaskFailed'],
    ...['TaskScheduled', 'TaskStarted', 'TaskSucceeded'],
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});

test('a run that fails shows error and cause instead of an output', async () => {
  const run = await milepostJson('machine', 'run', file, '--mocks', mocks, '--case', 'Sad');
  expect(Object.keys(run).sort()).toEqual(['cause', 'error', 'events', 'status', 'transitions']);
  expect(run).toMatchObject({ status: 'FAILED', error: 'Busy', cause: 'too much to do' });
});

test('a test case that is not there is named, with those that are', async () => {
  const { stderr, exitCode } = await milepost('machine', 'run', file, '--mocks', mocks, '--case', 'Merry');
  expect(stderr).toBe(
    `milepost: ${mocks}: there is no test case "Merry"; the mock file has "Happy", "Sad"\n`,
  );
  expect(exitCode).toBe(1);
});

test('a machine of another file name is found by --name', async () => {
  const { stderr } = await milepost(
    'machine',
    'run',
    file,
    '--name',
    'rest',
    '--mocks',
    mocks,
    '--case',
    'Sad',
  );
  expect(stderr).toContain('has no state machine "rest"; it has "other", "patience"');
});

test('a task without a mock is named', async () => {
  const { stderr, exitCode } = await milepost('machine', 'run', file);
  expect(stderr).toContain('state "ask" calls lambda:invoke, and has no mock');
  expect(exitCode).toBe(1);
});

test('a state type that the runtime does not know is refused before anything runs', async () => {
  save(file, { QueryLanguage: 'JSONata', StartAt: 'all', States: { all: { Type: 'Parallel', End: true } } });
  const { stdout, stderr, exitCode } = await milepost('machine', 'run', file);
  expect([stdout, exitCode]).toEqual(['', 1]);
  expect(stderr).toContain('/States/all/Type: "Parallel" is no state type that this runtime knows');
});

test('an input that is no JSON is told so', async () => {
  const { stderr, exitCode } = await milepost('machine', 'run', file, '--input', '{a:1}');
  expect(stderr).toMatch(/^milepost: --input is no JSON: /);
  expect(exitCode).toBe(1);
});
