// The one table of the AWS adapters, as plain data: the stack and the tests create it from this value.

/** A key attribute; all of them are texts, made in keys.ts. */
type KeySchema = { partitionKey: string; sortKey: string };

export const TABLE = {
  key: { partitionKey: 'pk', sortKey: 'sk' },
  /** Seconds since the epoch. What has it is no longer asked for by then, so it does not matter how late it goes. */
  timeToLive: 'expiresAt',
  indexes: [
    {
      // What is planned, and the runs that seem active, each by its moment and as `due` tells it; nothing else has these
      // attributes. Eventually consistent, as all such indexes are.
      name: 'byMoment',
      key: { partitionKey: 'bucket', sortKey: 'moment' },
      attributes: ['due'],
    },
  ],
} as const satisfies {
  key: KeySchema;
  timeToLive: string;
  indexes: readonly { name: string; key: KeySchema; attributes: readonly string[] }[];
};

/** What a function that works with the stores may do to the table and its indexes; a transaction needs no more. */
export const STORE_ACTIONS = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
] as const;

/** What the removal of a customer takes besides. */
export const ERASE_ACTIONS = ['dynamodb:BatchWriteItem'] as const;
