// What the stores' client does when DynamoDB throttles, or its answer is lost: on a server that behaves like it.

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createStoreClient } from '../../../lib/aws/stores/client.ts';
import { createStores } from '../../../lib/aws/stores/index.ts';
import { aDecision, aRun, noon } from '../../contracts/examples.ts';
import { salt } from './salt.ts';

type Answer = (response: ServerResponse) => void;

const taken: Answer = (response) => response.end('{}');
const cutOff: Answer = (response) => response.destroy();
const throttled: Answer = (response) =>
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(
    JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException',
      message: 'slow down',
    }),
  );

/** The stores on a server that gives these answers, one a request, and the bodies that it got. */
async function storesOn(...answers: Answer[]) {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(await text(request));
    (answers.shift() ?? taken)(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on loopback has a port');
  const client = createStoreClient({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { ...createStores(client, 'milepost', { now: () => noon }, salt), bodies };
}

test('a write that is throttled is made again, until it is taken', async () => {
  const { decisions, bodies } = await storesOn(throttled, throttled, taken);

  await decisions.add('message', aDecision());
  expect(bodies).toHaveLength(3);
});

test('a claim whose answer was lost is made again as the same, so that it is not refused for itself', async () => {
  const { runs, bodies } = await storesOn(cutOff, taken);

  expect(await runs.claim(aRun(), 0)).toBe(true);
  const tokens = bodies.map((body) => JSON.parse(body).ClientRequestToken);
  expect(tokens).toHaveLength(2);
  expect(tokens[0]).toMatch(/\S/);
  expect(tokens[1]).toBe(tokens[0]);
});
