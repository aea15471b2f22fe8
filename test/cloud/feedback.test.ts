// What SES tells comes home: by rule, queue and function to the customer's timeline, and to the list of those who get
// nothing more.

import {
  EventBridgeClient,
  type EventBridgeClientConfig,
  ListRulesCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, inject, test } from 'vitest';
import { tagsOf } from '../../lib/aws/feedback/message-tags.ts';
import { names } from '../../lib/infra/names.ts';
import { ACCOUNT, REGION } from './emulator.ts';
import { eventually, openStage } from './stage.ts';

/** Whether the rule on the default bus of the stage `days` passes on an event. */
async function isLetThrough(config: EventBridgeClientConfig, event: object): Promise<boolean> {
  const bus = new EventBridgeClient(config);
  const { Rules = [] } = await bus.send(new ListRulesCommand({}));
  const own = Rules.find(({ EventPattern = '' }) => EventPattern.includes(names.configurationSet('days')));
  const pattern = { EventPattern: own?.EventPattern, Event: JSON.stringify(event) };
  const { Result = false } = await bus.send(new TestEventPatternCommand(pattern));
  return Result;
}

describe.skipIf(!inject('cloud'))('feedback of SES', () => {
  test('a mailbox that does not exist is heard of once, and gets no second message', async () => {
    const { config, stores, put, mails } = openStage('days');
    const address = 'bea@example.com';
    const bea = { customerId: 'bea' };
    await put([
      { ...bea, type: 'customer.registered', properties: { email: address, consent: { email: true } } },
    ]);
    await eventually(
      () => stores.profiles.get('bea'),
      (profile) => profile?.email !== undefined,
    );
    await put([{ ...bea, id: 'first-knock', type: 'door.opened' }]);
    const runOf = async (eventId: string) =>
      (await stores.runs.of('bea')).find((one) => one.journeyId === 'greeter' && one.eventId === eventId);
    const run = await eventually(
      () => runOf('first-knock'),
      (one) => one?.status === 'completed',
    );
    const before = (await mails(address)).filter(({ subject }) => subject === 'hello');
    expect(before).toHaveLength(1);

    const message = { ...bea, run: run?.id ?? '', step: 'hello', visit: '1', purpose: 'marketing' } as const;
    const tags = (tagsOf(message) ?? []).map(({ Name, Value }) => [Name, [Value]]);
    const bounced = {
      eventType: 'Bounce',
      mail: {
        timestamp: new Date().toISOString(),
        messageId: 'a-mail-of-bea',
        destination: [address],
        tags: { 'ses:configuration-set': [names.configurationSet('days')], ...Object.fromEntries(tags) },
      },
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: address, diagnosticCode: 'smtp; 550 5.1.1 user unknown' }],
        timestamp: new Date().toISOString(),
      },
    };
    const told = {
      version: '0',
      id: 'told-by-ses',
      source: 'aws.ses',
      'detail-type': 'Email Bounced',
      account: ACCOUNT,
      time: new Date().toISOString(),
      region: REGION,
      resources: [],
      detail: bounced,
    };
    const foreign = { ...bounced, mail: { ...bounced.mail, tags: { 'ses:configuration-set': ['other'] } } };
    expect(await isLetThrough(config, told)).toBe(true);
    expect(await isLetThrough(config, { ...told, detail: foreign })).toBe(false);
    // Nobody but SES may put such an event on the bus, so it begins behind the rule; SES tells it twice.
    const sqs = new SQSClient(config);
    const { QueueUrl } = await sqs.send(
      new GetQueueUrlCommand({ QueueName: names.queue('days', 'feedback') }),
    );
    for (let nth = 0; nth < 2; nth += 1) {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(told) }));
    }
    const standing = await eventually(
      () => stores.suppressions.get('email', address),
      (one) => one !== undefined,
    );
    expect(standing?.suppression).toMatchObject({ reason: 'hard-bounce', source: 'ses', until: null });
    const heard = await stores.timeline.read('bea', { types: ['message.bounced'] });
    expect(heard).toMatchObject([{ properties: { step: 'hello', bounceType: 'hard' }, depth: 1 }]);
    expect((await stores.messages.fates('bea', run?.id ?? '')).get('hello')).toContain('bounced');

    await put([{ ...bea, id: 'second-knock', type: 'door.opened' }]);
    const second = await eventually(
      () => runOf('second-knock'),
      (one) => one?.status === 'completed',
    );
    expect([...((await stores.messages.fates('bea', second?.id ?? '')).get('hello') ?? [])]).toEqual([
      'held',
    ]);
    expect((await mails(address)).filter(({ subject }) => subject === 'hello')).toHaveLength(1);
  });
});
