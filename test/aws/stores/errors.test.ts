// What the stores make of DynamoDB's refusals. The answers are those of its API reference, given by a stand-in
// client.

import {
  type CancellationReason,
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ContendedError } from '../../../lib/aws/stores/again.ts';
import { createStores } from '../../../lib/aws/stores/index.ts';
import { ItemTooLargeError } from '../../../lib/aws/stores/item.ts';
import type { Membership } from '../../../lib/ports.ts';
import { aMessage, aRun, noon } from '../../contracts/examples.ts';
import { salt } from './salt.ts';

// The pauses between attempts are left out.
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));

const client = new DynamoDBClient({});
const dynamo = mockClient(client);
const { runs, messages, segments } = createStores(client, 'milepost', { now: () => noon }, salt);

const isNew: Membership = {
  customerId: 'ana',
  segmentId: 'new',
  inside: true,
  since: noon,
  revision: 1,
  version: 'a1b2c3d4e5f6',
  changesAt: null,
  untold: null,
};

beforeEach(() => {
  dynamo.reset();
});

function cancelledFor(...codes: (string | CancellationReason)[]): TransactionCanceledException {
  const reasons = codes.map((code) => (typeof code === 'string' ? { Code: code } : code));
  return new TransactionCanceledException({
    message: 'Transaction cancelled, please refer cancellation reasons for specific reasons',
    CancellationReasons: reasons,
    $metadata: {},
  });
}

function failure(name: string, message = name): DynamoDBServiceException {
  return new DynamoDBServiceException({ name, message, $fault: 'client', $metadata: {} });
}

const attempts = () => dynamo.commandCalls(TransactWriteItemsCommand).length;

describe('a transaction', () => {
  const onTransaction = () => dynamo.on(TransactWriteItemsCommand);

  test('whose enrolment was claimed by another says so, and is not made again', async () => {
    onTransaction().rejects(cancelledFor('ConditionalCheckFailed', 'None', 'None'));

    expect(await runs.claim(aRun(), 0)).toBe(false);
    expect(attempts()).toBe(1);
  });

  test.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'that is cancelled for %s is made again',
    async (code) => {
      onTransaction()
        .rejectsOnce(cancelledFor('None', code, 'None'))
        .resolves({});

      expect(await runs.claim(aRun(), 0)).toBe(true);
      expect(attempts()).toBe(2);
    },
  );

  test('that meets another and is refused, too, is refused', async () => {
    onTransaction().rejects(cancelledFor('TransactionConflict', 'ConditionalCheckFailed', 'None'));
    expect(await runs.claim(aRun(), 0)).toBe(false);
  });

  test('that always meets others gives up after twenty attempts, for its caller to try again', async () => {
    onTransaction().rejects(cancelledFor('TransactionConflict', 'None', 'None'));

    const claimed = runs.claim(aRun(), 0);
    await expect(claimed).rejects.toThrow(ContendedError);
    await expect(claimed).rejects.toThrow(/customer#ana \/ run#follow-up-1.*nothing was written/);
    expect(attempts()).toBe(20);
  });

  test('with an item that grew too large names the item, and is not to be tried again', async () => {
    const Message = 'Item size to update has exceeded the maximum allowed size';
    onTransaction().rejects(cancelledFor('None', { Code: 'ValidationError', Message }, 'None'));

    const claimed = runs.claim(aRun(), 0);
    await expect(claimed).rejects.toThrow(ItemTooLargeError);
    await expect(claimed).rejects.toMatchObject({ name: 'TerminalError' });
    await expect(claimed).rejects.toThrow('customer#ana / run#follow-up-1 would have more than 400 KB');
  });

  test.each([
    ['of anything else invalid', [{ Code: 'ValidationError', Message: 'One or more values are wrong' }]],
    ['of something invalid, and others in the way', ['TransactionConflict', 'ValidationError']],
    ['of no reason that is told', []],
  ])('that is cancelled because %s fails as it is', async (_, codes) => {
    const cancelled = cancelledFor(...codes);
    onTransaction().rejects(cancelled);

    await expect(runs.claim(aRun(), 0)).rejects.toBe(cancelled);
    expect(attempts()).toBe(1);
  });

  test('that may not be made fails as it is', async () => {
    onTransaction().rejects(failure('AccessDeniedException'));
    await expect(runs.claim(aRun(), 0)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('a claim of a message', () => {
  test('that is refused while the first one gives its claim up is made again', async () => {
    dynamo
      .on(TransactWriteItemsCommand)
      .rejectsOnce(cancelledFor('ConditionalCheckFailed', 'None'))
      .resolves({});
    dynamo.on(GetItemCommand).resolves({});

    expect(await messages.claim(aMessage())).toBe('claimed');
  });

  test('whose run is not active and that nobody made before is told that the run has ended', async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelledFor('None', 'ConditionalCheckFailed'));
    dynamo.on(GetItemCommand).resolves({});

    expect(await messages.claim(aMessage())).toBe('ended');
  });
});

describe('a single write', () => {
  const onPut = () => dynamo.on(PutItemCommand);
  const $metadata = {};

  test('whose condition does not hold says so', async () => {
    onPut().rejects(
      new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata }),
    );
    expect(await segments.save(isNew)).toBe(false);
  });

  test('that meets a transaction is made again', async () => {
    onPut()
      .rejectsOnce(
        new TransactionConflictException({ message: 'Transaction is ongoing for the item', $metadata }),
      )
      .resolves({});
    expect(await segments.save(isNew)).toBe(true);
  });

  test('of an item that is too large names it', async () => {
    onPut().rejects(failure('ValidationException', 'Item size has exceeded the maximum allowed size'));
    await expect(segments.save(isNew)).rejects.toThrow(
      'customer#ana / segment#new would have more than 400 KB',
    );
  });

  test.each(['ValidationException', 'ResourceNotFoundException', 'ProvisionedThroughputExceededException'])(
    'that ends in a %s, after what the SDK tried, fails as it is',
    async (name) => {
      onPut().rejects(failure(name));
      await expect(segments.save(isNew)).rejects.toMatchObject({ name });
    },
  );
});

test('a profile that others change at every attempt is left to whoever called', async () => {
  const { profiles } = createStores(client, 'milepost', { now: () => noon }, salt);
  dynamo.onAnyCommand().resolves({ Responses: {} });
  dynamo.on(TransactWriteItemsCommand).rejects(cancelledFor('None', 'ConditionalCheckFailed', 'None'));

  const changed = profiles.change('ana', 'import', (profile) => ({ ...profile, locale: 'en' }));
  await expect(changed).rejects.toThrow(/changing the profile of ana: others were in the way/);
});
