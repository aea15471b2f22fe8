// Whatever is asked of the stores in whatever order, DynamoDB and SQLite answer alike. MILEPOST_LONG=1 asks more.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStores } from '../../../lib/aws/stores/index.ts';
import { openDatabase } from '../../../lib/embedded/database.ts';
import { createStores as createEmbeddedStores } from '../../../lib/embedded/stores/index.ts';
import type { Ports } from '../../../lib/ports.ts';
import { noon } from '../../contracts/examples.ts';
import { describeOnDynamoDB, openTestTable } from './dynamodb-local.ts';
import { type Operation, operations } from './operations.ts';
import { salt } from './salt.ts';

const RUNS = process.env.MILEPOST_LONG ? 60 : 4;

/** What an operation answers, as a value; the number of arrival is each store's own. */
async function answerOf(operation: Operation, stores: Pick<Ports, keyof ReturnType<typeof createStores>>) {
  try {
    const answer = await operation.ask(stores);
    return JSON.parse(
      JSON.stringify(answer ?? null, (name, value) => (name === 'seq' ? undefined : plain(value))),
    );
  } catch (error) {
    return String(error);
  }
}

function plain(value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value].map(plain) : value;
}

describeOnDynamoDB('on DynamoDB', () => {
  test('any sequence of operations gets the answers that it gets on SQLite', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(operations, { minLength: 200, maxLength: 300, size: 'max' }),
        async (asked) => {
          const { client, tableName, close } = await openTestTable();
          const database = openDatabase(':memory:', { durable: false });
          const onDynamo = createStores(client, tableName, { now: () => noon }, salt);
          const onSqlite = createEmbeddedStores(database);
          for (const [nth, operation] of asked.entries()) {
            const answer = await answerOf(operation, onDynamo);
            const place = `${nth}: ${operation.name}`;
            expect([place, answer]).toEqual([place, await answerOf(operation, onSqlite)]);
          }
          database.close();
          await close();
        },
      ),
      { numRuns: RUNS, seed: 20261126, endOnFailure: true },
    );
  });
});
