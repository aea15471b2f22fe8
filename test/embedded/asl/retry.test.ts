import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueAt } from '../../../lib/embedded/asl/execution.ts';
import type { Retrier } from '../../../lib/embedded/asl/machine.ts';
import { delayMillis } from '../../../lib/embedded/asl/run/failure.ts';
import { drive, FUNCTION, machineOf, NEW_YEAR, run, SECOND } from './machines.ts';

const retrying = (...retriers: object[]) =>
  machineOf({
    Greet: {
      Type: 'Task',
      Resource: FUNCTION,
      Arguments: { try: '{% $states.context.State.RetryCount %}' },
      Retry: retriers,
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Rescue' }],
      End: true,
    },
    Rescue: { Type: 'Pass', Output: 'rescued', End: true },
  } as never);

const boom = { Throw: { Error: 'Boom' } };
const schedules = (result: Awaited<ReturnType<typeof run>>) =>
  result.events.filter(({ type }) => type === 'LambdaFunctionScheduled');

describe('Retry', () => {
  test('tries again after growing delays, each a transition, until it succeeds', async () => {
    const result = await run(retrying({ ErrorEquals: ['Boom'], IntervalSeconds: 2, BackoffRate: 3 }), {}, [
      boom,
      boom,
      boom,
      { Return: 'at last' },
    ]);
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: 'at last', transitions: 4 });
    expect(schedules(result).map(({ timestamp }) => (Date.parse(timestamp) - NEW_YEAR) / SECOND)).toEqual([
      0, 2, 8, 26,
    ]);
    expect(schedules(result).map(({ input }) => input)).toEqual([
      { try: 0 },
      { try: 1 },
      { try: 2 },
      { try: 3 },
    ]);
  });

  test('tries three more times unless told otherwise, after 1, 2 and 4 seconds, then the error is caught', async () => {
    const result = await run(retrying({ ErrorEquals: ['States.ALL'] }), {}, [boom, boom, boom, boom]);
    expect(result).toMatchObject({ output: 'rescued' });
    expect(schedules(result).map(({ timestamp }) => (Date.parse(timestamp) - NEW_YEAR) / SECOND)).toEqual([
      0, 1, 3, 7,
    ]);
  });

  test('counts for each retrier on its own; an earlier retrier with no tries is an exception', async () => {
    const result = await run(
      retrying(
        { ErrorEquals: ['Held'], MaxAttempts: 0 },
        { ErrorEquals: ['Boom'], MaxAttempts: 1 },
        {
          ErrorEquals: ['States.ALL'],
          MaxAttempts: 1,
        },
      ),
      {},
      [boom, { Throw: { Error: 'Other' } }, { Throw: { Error: 'Held' } }],
    );
    expect(result).toMatchObject({ output: 'rescued', transitions: 4 });
    expect(schedules(result)).toHaveLength(3);
  });

  test('never waits longer than MaxDelaySeconds, and with full jitter anything from nothing up to the delay', () => {
    const retrier = {
      errors: [],
      maxAttempts: 9,
      intervalSeconds: 3,
      backoffRate: 2,
    } satisfies Partial<Retrier>;
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (used, random) => {
          const plain = delayMillis({ ...retrier, maxDelaySeconds: 60, jitter: false }, used, () => random);
          expect(plain).toBe(Math.min(3 * 2 ** used, 60) * SECOND);
          const jittered = delayMillis({ ...retrier, maxDelaySeconds: 60, jitter: true }, used, () => random);
          expect(jittered).toBe(Math.round(plain * random));
        },
      ),
    );
  });

  test('parks the execution until the next try', async () => {
    const { start, signal } = drive(
      retrying({ ErrorEquals: ['Boom'], IntervalSeconds: 5, JitterStrategy: 'FULL' }),
    );
    const failed = await signal(await start(), { type: 'fail', error: 'Boom' });
    expect(failed.execution.parked).toEqual({ kind: 'retry', until: NEW_YEAR + 2.5 * SECOND });
    expect(dueAt(failed.execution)).toBe(NEW_YEAR + 2.5 * SECOND);
    const again = await signal(failed, { type: 'due' }, NEW_YEAR + 2.5 * SECOND);
    expect(again.call).toMatchObject({ payload: { try: 1 } });
  });

  test('does not see time-outs as failed tasks', async () => {
    const timeout = { Throw: { Error: 'States.Timeout' } };
    const result = await run(retrying({ ErrorEquals: ['States.TaskFailed'] }), {}, [timeout]);
    expect(schedules(result)).toHaveLength(1);
    expect(result.events.some(({ type }) => type === 'LambdaFunctionTimedOut')).toBe(true);
  });
});
