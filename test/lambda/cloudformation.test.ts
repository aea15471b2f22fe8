// How a deployment asks for a step of the catalog, and is told how it went.

import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerCloudFormation } from '../../bin/lambda/cloudformation.ts';

// So that what would go to CloudWatch goes through the console of the test.
vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
});

describe('a step of a deployment', () => {
  let server: Server;
  let url: string;
  let status = 200;
  let told: { type: string | undefined; body: Record<string, unknown> }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        told.push({ type: request.headers['content-type'], body: JSON.parse(body) });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    url = `http://127.0.0.1:${address.port}/answer`;
  });

  beforeEach(() => {
    told = [];
    status = 200;
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const request = (Step: string, RequestType = 'Update') => ({
    RequestType,
    ResponseURL: url,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Catalog',
    ResourceProperties: { Step, Version: 'abc', ServiceToken: 'arn' },
  });

  it('is taken, and CloudFormation told so', async () => {
    let taken = 0;
    const handler = answerCloudFormation({
      'take-into-use': async () => {
        taken += 1;
      },
    });
    await handler(request('take-into-use'));
    expect(taken).toBe(1);
    expect(told).toEqual([
      {
        type: '',
        body: {
          Status: 'SUCCESS',
          PhysicalResourceId: 'milepost-take-into-use',
          StackId: 'stack',
          RequestId: 'request',
          LogicalResourceId: 'Catalog',
        },
      },
    ]);
  });

  it('that fails makes the deployment fail with its reason, so that it rolls back and does not hang', async () => {
    const handler = answerCloudFormation({
      'take-into-use': () => Promise.reject(new Error(`the table is not there ${'!'.repeat(5000)}`)),
    });
    await handler(request('take-into-use'));
    expect(told[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('Error: the table is not there'),
    });
    expect(String(told[0]?.body.Reason).length).toBeLessThan(4000);
  });

  it('that nobody knows is told, with those that there are', async () => {
    await answerCloudFormation({ 'take-into-use': async () => {} })(request('tidy-up'));
    expect(told[0]?.body).toMatchObject({ Reason: 'there is no step "tidy-up"; there are take-into-use' });
  });

  it('is not undone when the stack goes: what was kept stays', async () => {
    const handler = answerCloudFormation({ 'take-into-use': () => Promise.reject(new Error('not now')) });
    await handler(request('take-into-use', 'Delete'));
    expect(told[0]?.body).toMatchObject({ Status: 'SUCCESS' });
  });

  it('is taken again by Lambda if the answer did not arrive', async () => {
    status = 403;
    const handler = answerCloudFormation({ 'take-into-use': async () => {} });
    await expect(handler(request('take-into-use'))).rejects.toThrow('did not take the answer: 403');
  });
});
