import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createQueues, queueUrlsOf } from '../../lib/aws/queues.ts';
import { TerminalError } from '../../lib/journey/errors.ts';
import { awsError } from './aws-error.ts';

const sqs = mockClient(SQSClient);
const urls = { sms: 'https://sqs.example/sms', due: 'https://sqs.example/due' };
const queues = createQueues(new SQSClient({ region: 'eu-central-1' }), urls);
beforeEach(() => sqs.reset());

test('a job goes into its queue as JSON', async () => {
  sqs.on(SendMessageCommand).resolves({});
  await queues.put('sms', { token: 'token' });
  expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toEqual({
    QueueUrl: 'https://sqs.example/sms',
    MessageBody: '{"token":"token"}',
  });
});

test('a queue whose URL is not known is named, with the variable that is missing', async () => {
  await expect(queues.put('email', {})).rejects.toThrow(
    /"email" is not known here; set MILEPOST_QUEUE_EMAIL/,
  );
});

test('the environment tells the URLs', () => {
  expect(queueUrlsOf({ MILEPOST_QUEUE_DUE: 'https://sqs.example/due' })).toMatchObject({
    due: 'https://sqs.example/due',
    webhook: undefined,
  });
});

test.each([
  ['RequestThrottled', 'is tried again'],
  ['KmsThrottled', 'is tried again'],
  ['QueueDoesNotExist', 'is tried again'],
  ['InternalFailure', 'is tried again'],
  ['InvalidMessageContents', 'ends the run'],
  ['UnsupportedOperation', 'ends the run'],
])('after %s, a job %s', async (name, outcome) => {
  sqs.on(SendMessageCommand).rejects(awsError(name));
  const failure: unknown = await queues.put('due', {}).catch((error: unknown) => error);
  expect(failure instanceof TerminalError ? 'ends the run' : 'is tried again').toBe(outcome);
  expect(failure).toMatchObject({ message: expect.stringContaining(`queue "due": ${name}`) });
});
