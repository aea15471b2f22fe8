// Segment's own client, pointed at the HTTP API of the deployment.

import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Analytics } from '@segment/analytics-node';
import { describe, expect, inject, test } from 'vitest';
import { eventually, openStage } from './stage.ts';

describe.skipIf(!inject('cloud'))("Segment's client", () => {
  test('registers a customer over HTTP, and they are welcomed', async () => {
    const { endpoint, config, mails, stores } = openStage('days');
    const { Endpoint, WriteKey } = inject('cloud')?.outputs ?? { Endpoint: '', WriteKey: '' };
    const apiId = /^https?:\/\/([^.]+)\./.exec(Endpoint)?.[1];
    const secrets = new SecretsManagerClient(config);
    const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: WriteKey }));
    const analytics = new Analytics({
      host: endpoint,
      // By the path, as names below localhost are not known on every machine.
      path: `/_aws/execute-api/${apiId}/$default/v1/batch`,
      writeKey: SecretString,
    });
    const errors: unknown[] = [];
    analytics.on('error', (error) => errors.push(error));
    analytics.identify({
      userId: 'sam',
      traits: { email: 'sam@example.com', firstName: 'Sam', consent: { email: true } },
    });
    await analytics.flush();
    expect(errors).toEqual([]);
    // The bus keeps no order: who they are has to be known before a journey asks for it.
    await eventually(
      () => stores.profiles.get('sam'),
      (profile) => profile?.email !== undefined,
    );
    analytics.track({ userId: 'sam', event: 'customer.registered' });
    await analytics.closeAndFlush();
    const got = await eventually(
      () => mails('sam@example.com'),
      (all) => all.length > 0,
    );
    expect(got[0]?.subject).toBe('Welcome, Sam');
  });
});
