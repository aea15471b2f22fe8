// The tables of errors hold all that the API references list, and say of what is in none of them what is safe.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commonErrors, errors, type Service } from '../../lib/aws/errors.ts';
import { verdictOf } from '../../lib/aws/verdict.ts';
import { awsError, systemError } from './aws-error.ts';

/** The errors that the SDK's reference lists for a call. */
function listedFor(service: Service, command: string): string[] {
  const file = `../../node_modules/@aws-sdk/client-${service}/dist-types/commands/${command}Command.d.ts`;
  const reference = readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
  const listed = [...reference.matchAll(/@throws \{@link (\w+)\}/g)].map(([, name]) => name ?? '');
  return listed.filter((name) => !name.endsWith('ServiceException'));
}

test.each([
  ['ses', 'SendRawEmail', 5],
  ['sns', 'Publish', 15],
  ['sns', 'CheckIfPhoneNumberIsOptedOut', 4],
  ['sfn', 'StartExecution', 11],
  ['sfn', 'SendTaskSuccess', 7],
  ['sfn', 'SendTaskFailure', 6],
  ['sfn', 'StopExecution', 6],
  ['sfn', 'DescribeExecution', 5],
  ['sfn', 'GetExecutionHistory', 6],
  ['sfn', 'RedriveExecution', 5],
  ['eventbridge', 'PutEvents', 1],
  ['sqs', 'SendMessage', 13],
] as const)('every error that %s lists for %s has its place in the tables', (service, command, atLeast) => {
  const listed = listedFor(service, command);
  expect(listed.length).toBeGreaterThanOrEqual(atLeast);
  expect(listed.filter((name) => !(name in errors[service]) && !(name in commonErrors))).toEqual([]);
});

describe('an error that is in no table', () => {
  test.each([
    ['an answer of success that cannot be read', 200, 'unknown'],
    ['a client’s fault', 400, 'again'],
    ['a service that is not there for a moment', 503, 'again'],
    ['a fault inside the service', 500, 'unknown'],
    ['a gateway that heard nothing of the service', 504, 'unknown'],
  ] as const)('%s (%d): %s', (_what, status, verdict) => {
    expect(verdictOf('ses', awsError('SomethingNew', { status }))).toBe(verdict);
  });
});

describe('where no answer came', () => {
  const unconnected =
    '@smithy/node-http-handler - the request socket did not establish a connection with the server within the configured timeout of 3000 ms.';
  const unreachable = Object.assign(new AggregateError([systemError('ETIMEDOUT', 'connect')]), {
    name: 'TimeoutError',
    code: 'ETIMEDOUT',
  });
  const insecure = Object.assign(
    new Error('Client network socket disconnected before secure TLS connection was established'),
    { code: 'ECONNRESET' },
  );
  const noCredentials = Object.assign(new Error('no credentials'), { name: 'CredentialsProviderError' });

  test.each([
    ['none of its addresses could be reached', unreachable, 'again'],
    ['no secure connection came about', insecure, 'again'],
    ['nobody listened', systemError('ECONNREFUSED', 'connect'), 'again'],
    ['there was no such host', systemError('ENOTFOUND', 'getaddrinfo'), 'again'],
    ['no connection came about', systemError('ETIMEDOUT', 'connect'), 'again'],
    [
      'no connection came about in time',
      Object.assign(new Error(unconnected), { name: 'TimeoutError' }),
      'again',
    ],
    ['the request could not be signed', noCredentials, 'again'],
    ['the connection was lost', systemError('ECONNRESET', 'read'), 'unknown'],
    ['it could not be written to the end', systemError('EPIPE', 'write'), 'unknown'],
    [
      'time ran out',
      Object.assign(new Error('too slow'), { name: 'TimeoutError', code: 'ETIMEDOUT' }),
      'unknown',
    ],
    ['something else was thrown', 'what is this', 'unknown'],
  ] as const)('since %s, the verdict is right', (_why, error, verdict) => {
    expect(verdictOf('ses', error)).toBe(verdict);
  });
});

test('the words of an error tell a used-up day from a busy second, and a missing setting from a bad mail', () => {
  const ses = (name: string, message: string) => verdictOf('ses', awsError(name, { message }));
  expect(ses('Throttling', 'Maximum sending rate exceeded.')).toBe('again');
  expect(ses('Throttling', 'Daily message quota exceeded.')).toBe('held');
  expect(ses('MessageRejected', 'Email address is not verified.')).toBe('again');
  expect(ses('MessageRejected', 'Transaction failed: virus')).toBe('refused');
});
