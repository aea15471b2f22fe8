import { describe, expect, test } from 'vitest';
import { StartError } from '../../../lib/embedded/asl/advance.ts';
import { dueAt } from '../../../lib/embedded/asl/execution.ts';
import { excessBytes, PAYLOAD_BYTES } from '../../../lib/embedded/asl/limits.ts';
import { drive, FUNCTION, INVOKE, machineOf, NEW_YEAR, passing, run, SECOND, typesOf } from './machines.ts';

const KIB_256 = 256 * 1024;
/** JSON text of exactly so many bytes. */
const ofBytes = (bytes: number) => 'x'.repeat(bytes - 2);
const YEAR = 365 * 24 * 60 * 60;

describe('256 KiB', () => {
  test('are counted in UTF-8, quotes and escapes included', () => {
    expect(excessBytes(ofBytes(KIB_256), PAYLOAD_BYTES)).toBe(0);
    expect(excessBytes(ofBytes(KIB_256 + 3), PAYLOAD_BYTES)).toBe(3);
    expect(excessBytes('茶'.repeat(100_000), PAYLOAD_BYTES)).toBe(300_002 - KIB_256);
    expect(excessBytes({ a: ['"'.repeat(200_000)] }, PAYLOAD_BYTES)).toBeGreaterThan(0);
    expect(excessBytes({ a: ['x'.repeat(200_000)], b: [1, null, true] }, PAYLOAD_BYTES)).toBe(0);
  });

  test('are the most that an execution can start with', async () => {
    await expect(run(passing(1), ofBytes(KIB_256 + 1))).rejects.toThrow(StartError);
    expect(await run(passing(1), ofBytes(KIB_256))).toMatchObject({ output: 1 });
  });

  test('are the most that a state hands on', async () => {
    const doubling = passing('{% $states.input & $states.input %}');
    const result = await run(doubling, ofBytes(200_000));
    expect(result).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    expect(typesOf(result.events)).toEqual(['ExecutionStarted', 'PassStateEntered', 'ExecutionFailed']);
  });

  test('are the most that a task answers; only a Catch that names the error catches it', async () => {
    const catching = (error: string) =>
      machineOf({
        Greet: {
          Type: 'Task',
          Resource: INVOKE,
          Arguments: { FunctionName: 'greet' },
          Retry: [{ ErrorEquals: ['States.TaskFailed'] }],
          Catch: [{ ErrorEquals: [error], Output: '{% $states.errorOutput %}', Next: 'Rescue' }],
          End: true,
        },
        Rescue: { Type: 'Succeed' },
      });
    const tooMuch = [{ Return: { Payload: ofBytes(KIB_256) } }];
    expect(await run(catching('States.ALL'), {}, tooMuch)).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
      cause:
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
    expect(await run(catching('States.DataLimitExceeded'), {}, tooMuch)).toMatchObject({
      status: 'SUCCEEDED',
    });
  });

  test('are the most that one Assign takes', async () => {
    const result = await run(
      machineOf({
        Only: {
          Type: 'Pass',
          Assign: { a: '{% $states.input %}', b: '{% $states.input %}' },
          Output: 1,
          End: true,
        },
      }),
      ofBytes(200_000),
    );
    expect(result).toMatchObject({ error: 'States.DataLimitExceeded' });
  });
});

describe('25,000 events', () => {
  const forever = machineOf({
    Again: { Type: 'Pass', Next: 'Ask' },
    Ask: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input.stop %}', Next: 'Done' }],
      Default: 'Again',
    },
    Done: { Type: 'Succeed' },
  });

  test('end an execution, whose failure is the last of them', async () => {
    const result = await run(forever, { stop: false });
    expect(result).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    });
    expect(result.events).toHaveLength(25_000);
    expect(result.events.at(-1)).toMatchObject({
      id: 25_000,
      previousEventId: 24_999,
      type: 'ExecutionFailed',
    });
  });

  test('are counted when nobody listens', async () => {
    const { start } = drive(forever);
    const step = await start({ stop: false });
    expect(step.execution.events).toBe(25_000);
  });
});

describe('a year', () => {
  test('is the longest that an execution runs', async () => {
    const sleeping = machineOf({ Sleep: { Type: 'Wait', Seconds: 99_999_999, End: true } });
    const result = await run(sleeping);
    expect(result).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect(result.events.at(-1)).toMatchObject({
      type: 'ExecutionTimedOut',
      timestamp: new Date(NEW_YEAR + YEAR * SECOND).toISOString(),
    });
  });

  test('or as long as the machine says', async () => {
    const { start, signal } = drive(
      machineOf({ Greet: { Type: 'Task', Resource: FUNCTION, End: true } }, { TimeoutSeconds: 60 }),
    );
    const parked = await start();
    expect(dueAt(parked.execution)).toBe(NEW_YEAR + 60 * SECOND);
    const late = await signal(parked, { type: 'due' }, NEW_YEAR + 60 * SECOND);
    expect(late.ended).toEqual({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });
});
