// What goes wrong in the cloud, and what is made of it.

import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, inject, test } from 'vitest';
import { names } from '../../lib/infra/names.ts';
import { eventually, openStage } from './stage.ts';

describe.skipIf(!inject('cloud'))('when something goes wrong', () => {
  test('an event that makes no sense goes to the dead letters, and the others of its batch do not', async () => {
    const { put, stores, config } = openStage('days');
    await put([
      { type: 'door.opened', customerId: 'good-1' },
      { type: 'poisoned', customerId: '' },
      { type: 'door.opened', customerId: 'good-2' },
    ]);
    for (const customer of ['good-1', 'good-2']) {
      await eventually(
        () => stores.runs.of(customer),
        (runs) => runs.length === 1,
      );
    }
    const sqs = new SQSClient(config);
    const { QueueUrl } = await sqs.send(
      new GetQueueUrlCommand({ QueueName: names.deadLetters('days', 'events') }),
    );
    const dead = await eventually(
      async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages ?? [],
      (messages) => messages.length > 0,
      90,
    );
    expect(dead.map(({ Body = '' }) => JSON.parse(Body)['detail-type'])).toEqual(['poisoned']);
  });

  async function greet(customer: string) {
    const stage = openStage('days');
    await stage.put([
      {
        type: 'customer.updated',
        customerId: customer,
        properties: { email: `${customer}@example.com`, consent: { email: true } },
      },
    ]);
    await eventually(
      () => stage.stores.profiles.get(customer),
      (profile) => profile?.email !== undefined,
    );
    await stage.put([{ type: 'door.opened', customerId: customer }]);
    const decisions = await eventually(
      () => stage.stores.decisions.of(customer, 'greeter'),
      (all) => all.some(({ kind }) => kind === 'message'),
    );
    const mails = await stage.mails(`${customer}@example.com`);
    return {
      said: decisions.filter(({ kind }) => kind === 'message').map(({ outcome }) => outcome),
      hellos: mails.filter(({ subject }) => subject === 'hello'),
    };
  }

  test('a sender that is throttled sends when it may', async () => {
    await openStage('days').fail('theo@example.com', 'throttled', 3);
    const { said, hellos } = await greet('theo');
    expect(said).toEqual(['sent']);
    expect(hellos).toHaveLength(1);
  });

  test('a sender that hears nothing of a mail that it handed over does not hand it over again', async () => {
    await openStage('days').fail('lola@example.com', 'lost', 9);
    const { said, hellos } = await greet('lola');
    expect(said).toEqual(['unknown']);
    expect(hellos).toHaveLength(1);
  });
});
