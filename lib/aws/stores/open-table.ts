// The table as the stores use it. Reads are strongly consistent, as the ports promise that what was written is read;
// only the index by time is not. There is no way to scan.

import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { untilSettled } from './again.ts';
import { refusalOf } from './errors.ts';
import type { Item, Key } from './item.ts';
import { TABLE } from './table.ts';
import { keyOfWrite, toRequest, type Write } from './write.ts';

/** A stretch of a partition, in order of the sort key: between two keys, both inclusive. `from` is at most `to`. */
export type Stretch = { partition: string; from: string; to: string };

export type Table = {
  get(key: Key): Promise<Item | undefined>;
  /** The items under these keys, all different, in their order; undefined for those that are not there. */
  getAll(keys: readonly Key[]): Promise<(Item | undefined)[]>;
  /** The items of a stretch: all of them, however many pages that takes, or the first so many. */
  query(stretch: Stretch, atMost?: number): Promise<Item[]>;
  /** The first so many items of a stretch of an index, as they were a moment ago. */
  queryIndex(index: (typeof TABLE.indexes)[number], stretch: Stretch, atMost: number): Promise<Item[]>;
  /** Makes one write. False if its condition does not hold. */
  write(write: Write): Promise<boolean>;
  /** Makes all of the writes, or none: then it says the places of those whose condition does not hold. */
  writeAll(writes: readonly Write[]): Promise<number[]>;
  /** Removes items, whatever has become of them since they were read; not all at one moment. */
  removeAll(keys: readonly Key[]): Promise<void>;
};

/** How many keys DynamoDB takes in one batch of reads, and of writes. */
const BATCH = 100;
const WRITE_BATCH = 25;

export function openTable(client: DynamoDBClient, TableName: string): Table {
  async function getBatch(keys: readonly Key[], found: Map<string, Item>): Promise<void> {
    let wanted: BatchGetItemCommandOutput['UnprocessedKeys'] = {
      [TableName]: { ConsistentRead: true, Keys: keys.map(marshallKey) },
    };
    // An answer has at most 16 MB, and leaves the rest to be asked for again.
    await untilSettled(`reading ${keys.length} items`, async () => {
      const output: BatchGetItemCommandOutput = await client.send(
        new BatchGetItemCommand({ RequestItems: wanted }),
      );
      for (const record of output.Responses?.[TableName] ?? []) {
        const item = toItem(record);
        found.set(identity(item), item);
      }
      wanted = output.UnprocessedKeys;
      return Object.keys(wanted ?? {}).length === 0 || undefined;
    });
  }

  async function removeBatch(keys: readonly Key[]): Promise<void> {
    let wanted: BatchWriteItemCommandOutput['UnprocessedItems'] = {
      [TableName]: keys.map((key) => ({ DeleteRequest: { Key: marshallKey(key) } })),
    };
    await untilSettled(`removing ${keys.length} items`, async () => {
      const output: BatchWriteItemCommandOutput = await client.send(
        new BatchWriteItemCommand({ RequestItems: wanted }),
      );
      wanted = output.UnprocessedItems;
      return Object.keys(wanted ?? {}).length === 0 || undefined;
    });
  }

  async function queryPages(input: Omit<QueryCommandInput, 'TableName'>, atMost: number): Promise<Item[]> {
    const items: Item[] = [];
    let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
    do {
      const Limit = atMost === Number.POSITIVE_INFINITY ? undefined : atMost - items.length;
      const page = await client.send(new QueryCommand({ TableName, ...input, Limit, ExclusiveStartKey }));
      items.push(...(page.Items ?? []).map(toItem));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey && items.length < atMost);
    return items;
  }

  return {
    async get(key) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: marshallKey(key), ConsistentRead: true }),
      );
      return Item && toItem(Item);
    },

    async getAll(keys) {
      const found = new Map<string, Item>();
      for (let start = 0; start < keys.length; start += BATCH) {
        await getBatch(keys.slice(start, start + BATCH), found);
      }
      return keys.map((key) => found.get(identity(key)));
    },

    async removeAll(keys) {
      for (let start = 0; start < keys.length; start += WRITE_BATCH) {
        await removeBatch(keys.slice(start, start + WRITE_BATCH));
      }
    },

    query: (stretch, atMost = Number.POSITIVE_INFINITY) =>
      queryPages({ ConsistentRead: true, ...conditionOf(TABLE.key, stretch) }, atMost),

    queryIndex: ({ name, key }, stretch, atMost) =>
      queryPages({ IndexName: name, ...conditionOf(key, stretch) }, atMost),

    async write(write) {
      const refused = await settle([write], async () => {
        const { Put, Update, Delete } = toRequest(TableName, write);
        if (Put) await client.send(new PutItemCommand(Put));
        if (Update) await client.send(new UpdateItemCommand(Update));
        if (Delete) await client.send(new DeleteItemCommand(Delete));
      });
      return refused.length === 0;
    },

    writeAll: (writes) =>
      settle(writes, async () => {
        // The SDK adds a token, by which a transaction whose answer was lost is not made twice.
        const TransactItems = writes.map((write) => toRequest(TableName, write));
        await client.send(new TransactWriteItemsCommand({ TransactItems }));
      }),
  };
}

/** Sends until it is clear what came of it: nothing is refused, or these places are. */
async function settle(writes: readonly Write[], send: () => Promise<void>): Promise<number[]> {
  const what = writes.map(keyOfWrite).map(({ pk, sk }) => `${pk} / ${sk}`);
  return untilSettled(`writing ${what.join(', ')}`, async () => {
    try {
      await send();
      return [];
    } catch (error) {
      return refusalOf(error, writes);
    }
  });
}

function conditionOf(key: { partitionKey: string; sortKey: string }, { partition, from, to }: Stretch) {
  return {
    KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#partition': key.partitionKey, '#sort': key.sortKey },
    ExpressionAttributeValues: marshall({ ':partition': partition, ':from': from, ':to': to }),
  };
}

/** An item is a key, too, and has more. */
function marshallKey({ pk, sk }: Key) {
  return marshall({ pk, sk });
}

function identity({ pk, sk }: Key): string {
  return JSON.stringify([pk, sk]);
}

/** The table holds what the stores wrote, and nothing else. */
function toItem(record: Parameters<typeof unmarshall>[0]): Item {
  return unmarshall(record) as Item;
}
