// What DynamoDB's errors mean to a write: a condition that did not hold, others in the way, or an item too large.

import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { ItemTooLargeError } from './item.ts';
import { keyOfWrite, type Write } from './write.ts';

/** A transaction that was cancelled for one of these may be made again as it is; the SDK does not do so. */
const PASSING = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

/**
 * The places of the writes whose condition did not hold; undefined where the same may be tried again. Throws what is
 * neither.
 */
export function refusalOf(error: unknown, writes: readonly Write[]): number[] | undefined {
  if (error instanceof ConditionalCheckFailedException) return [0];
  if (error instanceof TransactionConflictException) return undefined;
  if (error instanceof TransactionCanceledException) return refusalOfTransaction(error, writes);
  const isTooLarge =
    error instanceof Error && error.name === 'ValidationException' && isOfSize(error.message);
  if (isTooLarge) throw tooLarge(writes[0], error);
  throw error;
}

function refusalOfTransaction(
  error: TransactionCanceledException,
  writes: readonly Write[],
): number[] | undefined {
  const reasons = error.CancellationReasons ?? [];
  const placesOf = (...codes: string[]) =>
    reasons.flatMap(({ Code = 'None' }, place) => (codes.includes(Code) ? [place] : []));
  const invalid = reasons.findIndex(({ Code, Message }) => Code === 'ValidationError' && isOfSize(Message));
  if (invalid >= 0) throw tooLarge(writes[invalid], error);
  const refused = placesOf('ConditionalCheckFailed');
  if (refused.length > 0) return refused;
  const passing = placesOf(...PASSING);
  if (passing.length > 0 && passing.length === reasons.length - placesOf('None').length) return undefined;
  throw error;
}

function isOfSize(message = ''): boolean {
  return /item size/i.test(message);
}

function tooLarge(write: Write | undefined, error: Error): Error {
  return write ? new ItemTooLargeError(keyOfWrite(write)) : error;
}
