// Counts the units of the requests that a client makes, by the rules of DynamoDB's developer guide. DynamoDB Local
// meters too, but bills neither what is not there nor each item of a transaction. What a transaction writes to an index it
// bills twice, as the items; the guide does not say, so it is taken at its word.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';

/** Read and write units, of items of at most 4 KB and 1 KB. */
export type Bill = { reads: number; writes: number };

const InputSchema = z.looseObject({
  ConsistentRead: z.boolean().optional(),
  RequestItems: z
    .record(z.string(), z.union([z.object({ Keys: z.array(z.unknown()) }), z.array(z.unknown())]))
    .optional(),
  TransactItems: z.array(z.record(z.string(), z.unknown())).optional(),
});

const TransactionSchema = z.looseObject({
  ConsumedCapacity: z.array(
    z.looseObject({
      GlobalSecondaryIndexes: z.record(z.string(), z.looseObject({ CapacityUnits: z.number() })).optional(),
    }),
  ),
});

const OutputSchema = z.looseObject({
  ConsumedCapacity: z.looseObject({ CapacityUnits: z.number() }).optional(),
});

/** The meter of a client, until it is taken off: what was used, and the IAM actions that it took. */
export function meter(client: DynamoDBClient) {
  const bill: Bill = { reads: 0, writes: 0 };
  const actions = new Set<string>();

  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (request) => {
        Object.assign(request.input, { ReturnConsumedCapacity: 'INDEXES' });
        const work = commandName.replace('Command', '');
        const input = InputSchema.parse(request.input);
        for (const action of actionsOf(work, input)) actions.add(`dynamodb:${action}`);
        bill.writes += transactionOf(input) + batchOf(input);
        const answer = await next(request);
        const metered = OutputSchema.safeParse(answer.output).data?.ConsumedCapacity?.CapacityUnits ?? 0;
        if (/Get|Query/.test(work)) bill.reads += Math.max(metered, leastRead(work, input));
        else if (!input.TransactItems) bill.writes += metered;
        else bill.writes += unitsOfIndexes(answer.output);
        return answer;
      },
    { step: 'initialize', name: 'meter' },
  );

  return {
    bill,
    actions,
    reset: () => Object.assign(bill, { reads: 0, writes: 0 }),
    takeOff: () => void client.middlewareStack.remove('meter'),
  };
}

type Input = z.infer<typeof InputSchema>;

/** Each item of a transaction costs twice, what is only checked as well, and whether it is made or refused. */
function transactionOf({ TransactItems = [] }: Input): number {
  return 2 * TransactItems.length;
}

function unitsOfIndexes(output: unknown): number {
  const tables = TransactionSchema.safeParse(output).data?.ConsumedCapacity ?? [];
  const indexes = tables.flatMap(({ GlobalSecondaryIndexes = {} }) => Object.values(GlobalSecondaryIndexes));
  return indexes.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
}

/** Of writes in a batch, each costs once. */
function batchOf({ RequestItems = {} }: Input): number {
  return Object.values(RequestItems).reduce((sum, of) => sum + (Array.isArray(of) ? of.length : 0), 0);
}

/** What is not there is read all the same; eventually consistent, for half. */
function leastRead(work: string, { RequestItems = {}, ConsistentRead }: Input): number {
  if (work === 'BatchGetItem')
    return Object.values(RequestItems).reduce((sum, of) => sum + ('Keys' in of ? of.Keys.length : 0), 0);
  return ConsistentRead ? 1 : 0.5;
}

const actionOfKind: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** A transaction needs the permissions of what it is made of. */
function actionsOf(work: string, { TransactItems = [] }: Input): string[] {
  if (work !== 'TransactWriteItems') return [work];
  return TransactItems.flatMap((item) => Object.keys(item).map((kind) => actionOfKind[kind] ?? kind));
}
