// A customer is exported and erased over the HTTP API of the deployment, in the middle of a journey.

import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, inject, test } from 'vitest';
import { eventually, openStage } from './stage.ts';

async function openApi({ endpoint, config }: ReturnType<typeof openStage>) {
  const { Endpoint, WriteKey } = inject('cloud')?.outputs ?? { Endpoint: '', WriteKey: '' };
  const apiId = /^https?:\/\/([^.]+)\./.exec(Endpoint)?.[1];
  const secrets = new SecretsManagerClient(config);
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: WriteKey }));
  return async (method: string, path: string) => {
    const response = await fetch(`${endpoint}/_aws/execute-api/${apiId}/$default/v1/customers/${path}`, {
      method,
      headers: { Authorization: `Bearer ${SecretString}` },
    });
    return { status: response.status, body: await response.text() };
  };
}

describe.skipIf(!inject('cloud'))('a customer who asks to be erased', () => {
  test('is told what was kept, gets nothing more, and is not known again by what comes late', async () => {
    const stage = openStage('days');
    const { put, mails, stores, executions } = stage;
    const ask = await openApi(stage);
    await put([
      {
        type: 'customer.updated',
        customerId: 'era',
        properties: { email: 'era@example.com', consent: { email: true } },
      },
    ]);
    await eventually(
      () => stores.profiles.get('era'),
      (profile) => profile?.email !== undefined,
    );
    await put([{ id: 'era-1', type: 'patience.asked', customerId: 'era' }]);
    await eventually(
      () => mails('era@example.com'),
      (all) => all.length === 1,
    );
    const exported = await ask('GET', 'era/export');
    expect(exported.status).toBe(200);
    expect(JSON.parse(exported.body)).toMatchObject({
      customerId: 'era',
      records: { profile: [{ email: 'era@example.com' }], messages: [{ status: 'sent' }] },
    });
    const [run] = await stores.runs.of('era');

    expect((await ask('DELETE', 'era')).status).toBe(202);
    await eventually(
      () => stores.personalData.ofCustomer('era'),
      (records) => Object.keys(records).length === 0,
    );
    await eventually(
      () => executions(run?.journeyId ?? ''),
      (all) => all.get(run?.id ?? '') === 'ABORTED',
    );

    await put([{ id: 'era-late', type: 'patience.asked', customerId: 'era' }]);
    await eventually(
      () => ask('GET', 'era/erasure'),
      ({ body }) => JSON.parse(body).dropped === 1,
    );
    expect(await stores.personalData.ofCustomer('era')).toEqual({});
    expect(await mails('era@example.com')).toHaveLength(1);
  });
});
