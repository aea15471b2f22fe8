// Writes as data, each with the condition on which it is made, in the form in which DynamoDB takes them.

import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type Attributes, checkSize, type Item, type Key } from './item.ts';

/** Of the item under the same key: it is not there, it is there, it has these values, or has them if it is there. */
export type Condition = 'absent' | 'present' | Attributes | { absentOr: Attributes };

export type Write =
  | { put: Item; if?: Condition }
  | { set: Attributes; of: Key; if: Condition }
  /** Adds to numbers, from 0 where there are none, and sets the rest. */
  | { add: Readonly<Record<string, number>>; set: Attributes; of: Key }
  | { remove: Key; if?: Condition }
  | { check: Key; if: Condition };

export function keyOfWrite(write: Write): Key {
  if ('put' in write) return write.put;
  if ('of' in write) return write.of;
  return 'remove' in write ? write.remove : write.check;
}

/** Throws `ItemTooLargeError` for an item that DynamoDB would not take. */
export function toRequest(TableName: string, write: Write): TransactWriteItem {
  const { pk, sk } = keyOfWrite(write);
  const Key = marshall({ pk, sk });
  if ('add' in write) return { Update: { TableName, Key, ...additionOf(write.add, write.set) } };
  if ('set' in write) return { Update: { TableName, Key, ...updateOf(write.set, write.if) } };
  const condition = write.if === undefined ? {} : conditionOf(write.if);
  if ('put' in write) {
    checkSize(write.put);
    return { Put: { TableName, Item: marshall(write.put), ...condition } };
  }
  if ('remove' in write) return { Delete: { TableName, Key, ...condition } };
  return { ConditionCheck: { TableName, Key, ...conditionOf(write.if) } };
}

/** Values stand under `:new_`, those of the condition under `:old_`, as both may be of the same attribute. */
function updateOf(set: Attributes, condition: Condition) {
  const names = Object.keys(set);
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = conditionOf(condition);
  return {
    UpdateExpression: `SET ${names.map((name) => `#${name} = :new_${name}`).join(', ')}`,
    ConditionExpression,
    ExpressionAttributeNames: { ...placeholders(names), ...ExpressionAttributeNames },
    ExpressionAttributeValues: { ...valuesOf('new', set), ...ExpressionAttributeValues },
  };
}

function additionOf(add: Readonly<Record<string, number>>, set: Attributes) {
  const added = Object.keys(add);
  const names = Object.keys(set);
  return {
    UpdateExpression:
      `ADD ${added.map((name) => `#${name} :add_${name}`).join(', ')} ` +
      `SET ${names.map((name) => `#${name} = :new_${name}`).join(', ')}`,
    ExpressionAttributeNames: placeholders([...added, ...names]),
    ExpressionAttributeValues: { ...valuesOf('add', add), ...valuesOf('new', set) },
  };
}

type Expression = {
  ConditionExpression: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: ReturnType<typeof valuesOf>;
};

function conditionOf(condition: Condition): Expression {
  if (condition === 'absent') return { ConditionExpression: 'attribute_not_exists(pk)' };
  if (condition === 'present') return { ConditionExpression: 'attribute_exists(pk)' };
  if (isAbsentOr(condition)) {
    const { ConditionExpression, ...values } = conditionOf(condition.absentOr);
    return { ConditionExpression: `attribute_not_exists(pk) OR (${ConditionExpression})`, ...values };
  }
  const names = Object.keys(condition);
  return {
    ConditionExpression: names.map((name) => `#${name} = :old_${name}`).join(' AND '),
    ExpressionAttributeNames: placeholders(names),
    ExpressionAttributeValues: valuesOf('old', condition),
  };
}

function isAbsentOr(condition: object): condition is { absentOr: Attributes } {
  return 'absentOr' in condition && typeof condition.absentOr === 'object';
}

function valuesOf(age: 'old' | 'new' | 'add', attributes: Attributes) {
  return marshall(
    Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${age}_${name}`, value])),
  );
}

/** Names stand behind placeholders, as DynamoDB reserves common words. */
function placeholders(names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`#${name}`, name]));
}
