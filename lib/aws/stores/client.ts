// The client that the stores work with: made once a process, before its first request.

import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/** `config` is for what differs: an endpoint, a region. */
export function createStoreClient(config: DynamoDBClientConfig = {}): DynamoDBClient {
  return new DynamoDBClient({
    // What is throttled is tried again for some ten seconds; after that whatever called tries again, as its queue or machine
    // says.
    retryMode: 'standard',
    maxAttempts: 8,
    // DynamoDB answers in milliseconds. An answer that does not come is asked for again, not waited for.
    requestHandler: { connectionTimeout: 3000, requestTimeout: 5000, throwOnRequestTimeout: true },
    ...config,
  });
}
