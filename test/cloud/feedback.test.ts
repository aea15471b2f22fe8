// What SES tells comes home: from the default bus over rule, queue and function to the customer's timeline, and to the list
// of those who get nothing more.

import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, inject, test } from 'vitest';
import { tagsOf } from '../../lib/aws/feedback/message-tags.ts';
import { names } from '../../lib/infra/names.ts';
import { eventually, openStage } from './stage.ts';

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
    const entry = { Source: 'aws.ses', DetailType: 'Email Bounced', Detail: JSON.stringify(bounced) };
    // The same twice, and what another stage's mail became.
    const foreign = { ...bounced, mail: { ...bounced.mail, tags: { 'ses:configuration-set': ['other'] } } };
    await new EventBridgeClient(config).send(
      new PutEventsCommand({ Entries: [entry, { ...entry, Detail: JSON.stringify(foreign) }, entry] }),
    );
    const standing = await eventually(
      () => stores.suppressions.get('email', address),
      (one) => one !== undefined,
    );
    expect(standing?.suppression).toMatchObject({ reason: 'hard-bounce', source: 'ses', until: null });
    const told = await stores.timeline.read('bea', { types: ['message.bounced'] });
    expect(told).toMatchObject([{ properties: { step: 'hello', bounceType: 'hard' }, depth: 1 }]);
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
