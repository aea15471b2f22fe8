// The table as DynamoDB's own API takes it, for whoever creates it without CloudFormation: the tests.

import type {
  CreateTableCommandInput,
  KeySchemaElement,
  UpdateTimeToLiveCommandInput,
} from '@aws-sdk/client-dynamodb';
import { TABLE } from './table.ts';

export function createTableInput(tableName: string): CreateTableCommandInput {
  const names = [TABLE.key, ...TABLE.indexes.map(({ key }) => key)].flatMap((key) => Object.values(key));
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: keySchema(TABLE.key),
    GlobalSecondaryIndexes: TABLE.indexes.map(({ name, key, attributes }) => ({
      IndexName: name,
      KeySchema: keySchema(key),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...attributes] },
    })),
  };
}

export function timeToLiveInput(tableName: string): UpdateTimeToLiveCommandInput {
  return {
    TableName: tableName,
    TimeToLiveSpecification: { AttributeName: TABLE.timeToLive, Enabled: true },
  };
}

function keySchema(key: { partitionKey: string; sortKey: string }): KeySchemaElement[] {
  return [
    { AttributeName: key.partitionKey, KeyType: 'HASH' },
    { AttributeName: key.sortKey, KeyType: 'RANGE' },
  ];
}
