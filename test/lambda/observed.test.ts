// What is around every function: its log, and what Lambda is told of a batch.

import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { observedQueue } from '../../bin/lambda/observed.ts';
import { refreshed } from '../../bin/lambda/refreshed.ts';
import { queueConsumer } from '../../functions/middleware/queue.ts';

// So that what would go to CloudWatch goes through the console of the test.
vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
  process.env.POWERTOOLS_SERVICE_NAME = 'send-email';
  process.env.POWERTOOLS_METRICS_NAMESPACE = 'Milepost';
  process.env.POWERTOOLS_METRICS_DISABLED = 'false';
});

const context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'send-email',
  functionVersion: '1',
  invokedFunctionArn: 'arn',
  memoryLimitInMB: '512',
  awsRequestId: 'request-1',
  logGroupName: 'logs',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => 1000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

const record = (messageId: string, body: unknown) => ({
  messageId,
  body: JSON.stringify(body),
  attributes: { ApproximateReceiveCount: '1' },
});

/** What is told from now on, line by line. */
function silence(): string[] {
  const lines: string[] = [];
  for (const method of ['warn', 'log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line) => lines.push(String(line)));
  }
  return lines;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a batch with a poisoned record', () => {
  it('has its other records done, and tells Lambda that one by its id alone', async () => {
    const done: number[] = [];
    const handler = observedQueue(
      queueConsumer(z.strictObject({ n: z.number() }), async ({ n }) => {
        done.push(n);
      }),
    );
    silence();
    const Records = [record('a', { n: 1 }), record('b', { m: 2 }), record('c', { n: 3 })];
    expect(await handler({ Records }, context)).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }] });
    expect(done).toEqual([1, 3]);
  });

  it('tells the operator why it failed, and counts it', async () => {
    const lines = silence();
    const handler = observedQueue(
      queueConsumer(z.unknown(), () => Promise.reject(new Error('SES is not there'))),
    );
    await handler({ Records: [record('a', {})] }, context);
    const told = lines.map((line) => JSON.parse(line));
    expect(told).toContainEqual(
      expect.objectContaining({
        messageId: 'a',
        reason: 'SES is not there',
        function_request_id: 'request-1',
      }),
    );
    expect(told).toContainEqual(expect.objectContaining({ FailedRecords: 1 }));
  });
});

describe('a secret', () => {
  it('that was changed is in use within five minutes, and is not read for every request', async () => {
    vi.useFakeTimers({ now: 0 });
    try {
      let reads = 0;
      const secret = refreshed(async () => {
        reads += 1;
        return `key ${reads}`;
      });
      expect([await secret(), await secret()]).toEqual(['key 1', 'key 1']);
      vi.setSystemTime(5 * 60_000);
      expect(await secret()).toBe('key 2');
    } finally {
      vi.useRealTimers();
    }
  });

  it('that could not be read is asked for again', async () => {
    let reads = 0;
    const secret = refreshed(async () => {
      reads += 1;
      if (reads === 1) throw new Error('throttled');
      return 'key';
    });
    await expect(secret()).rejects.toThrow('throttled');
    expect(await secret()).toBe('key');
  });
});
