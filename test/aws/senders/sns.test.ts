// Text messages and push notifications over SNS.

import {
  CheckIfPhoneNumberIsOptedOutCommand,
  PublishCommand,
  type PublishInput,
  SNSClient,
} from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createPushSender } from '../../../lib/aws/senders/push.ts';
import { sendOnce } from '../../../lib/aws/senders/send-once.ts';
import { createSmsSender } from '../../../lib/aws/senders/sms.ts';
import {
  NoSuchAddressError,
  OutcomeUnknownError,
  PausedError,
  RefusedError,
} from '../../../lib/journey/errors.ts';
import type { Delivery, Sender } from '../../../lib/ports.ts';
import { awsError, systemError } from '../aws-error.ts';

const PHONE = '+4915112345678';
const ENDPOINT = 'arn:aws:sns:eu-central-1:111122223333:endpoint/GCM/shop/4711';
const minute = 60_000;

const sns = mockClient(SNSClient);
const client = new SNSClient({ region: 'eu-central-1', ...sendOnce });
let now = 0;
const wait = async () => {};
const sms = () => createSmsSender(client, { clock: { now: () => now }, wait });
const push = () => createPushSender(client, { wait });
beforeEach(() => {
  sns.reset();
  now = Date.parse('2026-03-02T12:00:00Z');
  sns.on(CheckIfPhoneNumberIsOptedOutCommand).resolves({ isOptedOut: false });
  sns.on(PublishCommand).resolves({ MessageId: '1' });
});

const delivery = (to: string, changes: Partial<Delivery> = {}): Delivery => ({
  to,
  content: { locale: 'en', body: 'Your order is on its way.' },
  key: 'follow-up-1:on-its-way:0',
  purpose: 'marketing',
  ...changes,
});
const text = delivery(PHONE);
const note = delivery(ENDPOINT);

const published = (): PublishInput[] =>
  sns.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input);
const asked = () => sns.commandCalls(CheckIfPhoneNumberIsOptedOutCommand).length;

const failureOf = (sender: Sender, of: Delivery): Promise<unknown> =>
  sender.send(of).then(
    () => undefined,
    (error: unknown) => error,
  );

/** What becomes of a message whose sender threw this. */
function fate(failure: unknown): string {
  if (failure instanceof RefusedError) return 'failed';
  if (failure instanceof OutcomeUnknownError) return 'unknown, and not sent again';
  if (failure instanceof PausedError) return 'held';
  return failure instanceof Error ? 'tried again' : 'sent';
}

describe('a text message', () => {
  test('goes to the phone, as an advertisement unless it is transactional', async () => {
    await sms().send(text);
    await sms().send({ ...text, purpose: 'transactional' });
    expect(published()).toMatchObject([
      {
        PhoneNumber: PHONE,
        Message: 'Your order is on its way.',
        MessageAttributes: { 'AWS.SNS.SMS.SMSType': { StringValue: 'Promotional' } },
      },
      { MessageAttributes: { 'AWS.SNS.SMS.SMSType': { StringValue: 'Transactional' } } },
    ]);
    expect(published()[0]?.MessageAttributes).not.toHaveProperty('AWS.SNS.SMS.SenderID');
  });

  test('has the sender’s name, if there is one', async () => {
    await createSmsSender(client, { senderId: 'SHOP' }).send(text);
    expect(published()[0]?.MessageAttributes).toMatchObject({
      'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'SHOP' },
    });
  });

  test('does not go to whoever answered STOP', async () => {
    sns.on(CheckIfPhoneNumberIsOptedOutCommand, { phoneNumber: PHONE }).resolves({ isOptedOut: true });
    const failure = await failureOf(sms(), text);
    expect(failure).toMatchObject({
      name: 'RefusedError',
      message: `${PHONE} has opted out of text messages`,
    });
    expect(published()).toEqual([]);
  });

  test('asks whether a number opted out once an hour, and of each number', async () => {
    const sender = sms();
    await sender.send(text);
    await sender.send(text);
    expect(asked()).toBe(1);
    await sender.send(delivery('+4915100000000'));
    expect(asked()).toBe(2);
    now += 59 * minute;
    await sender.send(text);
    expect(asked()).toBe(2);
    now += minute;
    await sender.send(text);
    expect(asked()).toBe(3);
  });

  test('goes again to whoever opted in again, once the hour is over', async () => {
    const sender = sms();
    sns.on(CheckIfPhoneNumberIsOptedOutCommand).resolves({ isOptedOut: true });
    expect(fate(await failureOf(sender, text))).toBe('failed');
    sns.on(CheckIfPhoneNumberIsOptedOutCommand).resolves({ isOptedOut: false });
    expect(fate(await failureOf(sender, text))).toBe('failed');
    now += 60 * minute;
    expect(fate(await failureOf(sender, text))).toBe('sent');
  });

  test.each([
    ['ThrottledException', 'tried again'],
    ['AuthorizationErrorException', 'tried again'],
    ['InternalErrorException', 'tried again'],
    ['InvalidParameterException', 'failed'],
  ])('is not sent while it is not known who opted out: after %s it is %s', async (name, outcome) => {
    sns.on(CheckIfPhoneNumberIsOptedOutCommand).rejects(awsError(name));
    expect(fate(await failureOf(sms(), text))).toBe(outcome);
    expect(published()).toEqual([]);
  });

  test('whose number could not be asked about is asked about again', async () => {
    const sender = sms();
    sns.on(CheckIfPhoneNumberIsOptedOutCommand).rejectsOnce(awsError('InternalErrorException'));
    await failureOf(sender, text);
    sns.on(CheckIfPhoneNumberIsOptedOutCommand).resolves({ isOptedOut: false });
    await sender.send(text);
    expect(asked()).toBe(2);
  });

  test('waits a moment where SNS is asked too often about numbers', async () => {
    sns
      .on(CheckIfPhoneNumberIsOptedOutCommand)
      .rejectsOnce(awsError('ThrottledException'))
      .resolves({ isOptedOut: false });
    await sms().send(text);
    expect(published()).toHaveLength(1);
  });
});

describe('a push notification', () => {
  test.each([
    ['EndpointDisabledException', true],
    ['NotFoundException', true],
    ['InvalidParameterException', false],
  ])('whose app is gone says so, so that nothing more is sent to it: %s', async (name, isGone) => {
    sns.on(PublishCommand).rejects(awsError(name));
    expect((await failureOf(push(), note)) instanceof NoSuchAddressError).toBe(isGone);
  });

  test('goes to the app’s endpoint, in the words of each platform', async () => {
    await push().send({ ...note, content: { locale: 'en', title: 'On its way', body: 'It is.' } });
    expect(published()).toMatchObject([{ TargetArn: ENDPOINT, MessageStructure: 'json' }]);
    const platforms = JSON.parse(published()[0]?.Message ?? '');
    expect(platforms.default).toBe('It is.');
    expect(JSON.parse(platforms.GCM)).toEqual({
      fcmV1Message: { message: { notification: { title: 'On its way', body: 'It is.' } } },
    });
    const apple = { aps: { alert: { title: 'On its way', body: 'It is.' } } };
    expect(JSON.parse(platforms.APNS)).toEqual(apple);
    expect(JSON.parse(platforms.APNS_SANDBOX)).toEqual(apple);
  });

  test('without a title has none', async () => {
    await push().send(note);
    const { APNS } = JSON.parse(published()[0]?.Message ?? '');
    expect(JSON.parse(APNS)).toEqual({ aps: { alert: { body: 'Your order is on its way.' } } });
  });
});

describe.each([
  ['a text message', sms, text],
  ['a push notification', push, note],
] as const)('%s', (_what, make, message) => {
  test('beyond the rate is handed over again after a moment, and sent once', async () => {
    sns.on(PublishCommand).rejectsOnce(awsError('ThrottledException')).resolves({ MessageId: '1' });
    await make().send(message);
    expect(published()).toHaveLength(2);
  });

  test.each(['ThrottledException', 'Throttling'])(
    'that meets %s for long is tried again later',
    async (name) => {
      sns.on(PublishCommand).rejects(awsError(name));
      expect(fate(await failureOf(make(), message))).toBe('tried again');
      expect(published()).toHaveLength(5);
    },
  );

  test.each([
    ['ServiceUnavailable', 'tried again'],
    ['AuthorizationErrorException', 'tried again'],
    ['KMSAccessDeniedException', 'tried again'],
    ['EndpointDisabledException', 'failed'],
    ['InvalidParameterException', 'failed'],
    ['InvalidParameterValueException', 'failed'],
    ['NotFoundException', 'failed'],
    ['OptedOutException', 'failed'],
    ['ValidationException', 'failed'],
    ['PlatformApplicationDisabledException', 'held'],
    ['InternalErrorException', 'unknown, and not sent again'],
    ['InternalFailure', 'unknown, and not sent again'],
  ])('after %s is %s', async (name, outcome) => {
    sns.on(PublishCommand).rejects(awsError(name));
    expect(fate(await failureOf(make(), message))).toBe(outcome);
    expect(published()).toHaveLength(1);
  });

  test('is tried again if no connection came about', async () => {
    sns.on(PublishCommand).rejects(systemError('ECONNREFUSED', 'connect'));
    expect(fate(await failureOf(make(), message))).toBe('tried again');
  });

  test('is not sent again if the answer was lost', async () => {
    sns.on(PublishCommand).rejects(systemError('ECONNRESET', 'read'));
    expect(fate(await failureOf(make(), message))).toBe('unknown, and not sent again');
  });
});

test('a client that would send again by itself is not used', async () => {
  const eager = new SNSClient({ region: 'eu-central-1' });
  await expect(createSmsSender(eager).send(text)).rejects.toThrow('up to 3 attempts');
  await expect(createPushSender(eager).send(note)).rejects.toThrow('up to 3 attempts');
  expect(published()).toEqual([]);
});
