// Messages of which nobody knows whether they went out, and what an operator may do about them.

import { expect, test } from 'vitest';
import { dropMessage, resendMessage } from '../../functions/messages/unknown.ts';
import { OutcomeUnknownError, PausedError } from '../../lib/journey/errors.ts';
import { messageKey } from '../../lib/journey/message-key.ts';
import { say } from './journeys.ts';
import { type Live, live } from './live.ts';
import { on } from './moments.ts';

const wait = { type: 'wait', for: 'P9D' };

/** Ann's message is lost, and her run waits for nine days. */
async function lost(fields = {}, sending?: object): Promise<Live & { key: string }> {
  const journeys = [{ steps: [say('hello'), wait], ...fields }];
  const world = await live({ from: '03-01', journeys, ...(sending && { sending }) });
  world.whileSending = async () => {
    throw new OutcomeUnknownError('the connection broke');
  };
  await world.arrives(on('03-01', 'start'));
  await world.settle();
  world.whileSending = async () => {};
  const [unknown] = await world.ports.unknownMessages.list(10);
  if (!unknown) throw new Error('no message got lost');
  return Object.assign(world, { key: messageKey(unknown.message) });
}

const resend = (world: Live & { key: string }) => resendMessage(world.ports, world.catalog(), world.key);

async function standing({ ports }: Live): Promise<unknown> {
  return (await ports.personalData.ofCustomer('ann')).messages;
}

test('it is sent again as often as the operator says so, and once each time', async () => {
  const world = await lost();
  let sent = 0;
  world.whileSending = async () => {
    sent += 1;
  };
  expect(await resend(world)).toEqual({ done: `${world.key} is sent again by email` });
  expect(await resend(world)).toEqual({ done: `${world.key} is sent again by email` });
  await world.settle();

  expect(sent).toBe(1);
  expect(world.sent()).toEqual(['03-01 hello']);
  expect(await resend(world)).toHaveProperty('refused');
});

test('a message that is dropped takes no place under a cap', async () => {
  const world = await lost({}, { caps: [{ atMost: 1, within: 'P30D' }] });
  expect((await world.ports.frequencies.of('ann')).frequency.sends).toHaveLength(1);
  await dropMessage(world.ports, world.key);
  expect((await world.ports.frequencies.of('ann')).frequency.sends).toEqual([]);
});

test.each([
  ['leaves', on('03-01', 'customer.unsubscribed')],
  ['ends the run', on('03-01', 'stop')],
])(
  'it is listed where a crash left it, though the customer %s before its job comes again',
  async (_, said) => {
    const exit = [{ event: 'stop' }];
    const world = await live({ from: '03-01', journeys: [{ exit, steps: [say('hello'), wait] }] });
    const { messages } = world.ports;
    world.ports.messages = {
      ...messages,
      record: async () => {
        world.ports.messages = messages;
        throw new Error('the process dies here');
      },
    };
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    await world.arrives(said);
    await world.goTo('03-02');
    expect(await world.ports.unknownMessages.list(10)).toHaveLength(1);
    expect(world.sent()).toEqual([]);
  },
);

test('the run goes on as it went', async () => {
  const world = await lost({ steps: [say('hello'), wait, say('later')] });
  await resend(world);
  await world.goTo('03-20');
  expect(world.sent()).toEqual(['03-01 hello', '03-10 later']);
});

test('it is not sent again where consent was withdrawn meanwhile', async () => {
  const world = await lost();
  await world.arrives(on('03-01', 'customer.unsubscribed', { channel: 'email' }));
  expect(await resend(world)).toEqual({ refused: `${world.key} may not go out now: no-consent` });
  expect(await standing(world)).toMatchObject([{ status: 'unknown' }]);
});

test('nor where that happens between the operator and the sender: it is held back', async () => {
  const world = await lost();
  await resend(world);
  await world.arrives(on('03-01', 'customer.unsubscribed', { channel: 'email' }));
  await world.settle();
  expect(world.sent()).toEqual([]);
  expect(await standing(world)).toMatchObject([{ status: 'held', reason: 'no-consent' }]);
});

test('it is not sent again where the run has ended, also between operator and sender', async () => {
  const exit = [{ event: 'stop', outcome: 'stopped' }];
  const world = await lost({ exit });
  await resend(world);
  await world.arrives(on('03-01', 'stop'));
  await world.settle();
  expect(world.sent()).toEqual([]);
  expect(await resend(world)).toEqual({
    refused: `the run of ${world.key} has ended, so nothing is sent for it`,
  });
  expect(await standing(world)).toMatchObject([{ status: 'unknown' }]);
});

test('it stays unknown while sending is paused', async () => {
  const world = await lost();
  world.whileSending = async () => {
    throw new PausedError('sending is paused');
  };
  await resend(world);
  await world.settle();
  expect(await standing(world)).toMatchObject([
    { status: 'unknown', reason: 'could not be sent again: sending is paused' },
  ]);
  world.whileSending = async () => {};
  await resend(world);
  await world.settle();
  expect(world.sent()).toEqual(['03-01 hello']);
});

test('one that gets lost again is listed again, and may be sent once more', async () => {
  const world = await lost();
  world.whileSending = async () => {
    throw new OutcomeUnknownError('the connection broke once more');
  };
  await resend(world);
  await world.settle();
  expect(await world.ports.unknownMessages.list(10)).toMatchObject([
    { message: { reason: 'the connection broke once more' }, resends: 1 },
  ]);
  world.whileSending = async () => {};
  await resend(world);
  await world.settle();
  expect(world.sent()).toEqual(['03-01 hello']);
});

test('a dropped one has failed, and is neither listed nor sent again', async () => {
  const world = await lost();
  expect(await dropMessage(world.ports, world.key)).toEqual({ done: `${world.key} is dropped` });
  expect(await standing(world)).toMatchObject([{ status: 'failed', reason: 'dropped by operator' }]);
  expect(await world.ports.unknownMessages.list(10)).toEqual([]);
  expect(await resend(world)).toHaveProperty('refused');
});

test('of an erased customer nothing is sent again', async () => {
  const world = await lost();
  await resend(world);
  await world.ports.personalData.begin('ann', world.clock.now());
  await world.settle();
  expect(world.sent()).toEqual([]);
});
