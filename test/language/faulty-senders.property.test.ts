// Senders that fail, hang and answer late at random, crashes between claim and record, jobs that are delivered twice:
// each message goes out at most once, and none of which nobody knows is missing from the operator's list.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dropMessage, resendMessage } from '../../functions/messages/unknown.ts';
import { OutcomeUnknownError, PausedError, RefusedError, ThrottledError } from '../../lib/journey/errors.ts';
import { messageKey } from '../../lib/journey/message-key.ts';
import { say } from './journeys.ts';
import { type Live, live } from './live.ts';
import { on } from './moments.ts';

const faults = [
  'none',
  'refused',
  'not reached',
  'throttled',
  'paused',
  'lost on the way',
  'lost on the way back',
  'crash after the claim',
  'crash before the record',
  'late',
] as const;

/** Or one job would come again for ever. */
const MOST_REPEATS = 20;

type Fault = (typeof faults)[number];

/** What each attempt meets, whether a job that was done comes again, and what the operator does, in turn. */
type Fortune = { faults: Fault[]; repeats: boolean[]; operator: ('resend' | 'drop')[] };

const fortunes: fc.Arbitrary<Fortune> = fc.record({
  faults: fc.array(fc.constantFrom(...faults), { minLength: 1, maxLength: 40 }),
  repeats: fc.array(fc.boolean(), { minLength: 1, maxLength: 10 }),
  operator: fc.array(fc.constantFrom('resend' as const, 'drop' as const), { minLength: 1, maxLength: 5 }),
});

/** Gives the values one after another, and again from the first. */
function inTurn<Value>(values: readonly Value[]): () => Value {
  let nth = 0;
  return () => {
    const value = values[nth % values.length];
    nth += 1;
    if (value === undefined) throw new Error('there is nothing to take in turn');
    return value;
  };
}

type Unlucky = Live & { delivered: Map<string, number>; recover: () => void };

/** A world whose senders meet these fortunes; `delivered` counts what reached the customer, by message. */
async function unlucky(fortune: Fortune): Promise<Unlucky> {
  const world = await live({
    from: '03-01',
    customers: ['ann', 'bob'],
    journeys: [
      {
        steps: [
          say('one'),
          { type: 'wait', for: 'PT1H' },
          say('two', { channel: ['email', 'sms'] }),
          say('three', { channel: 'push' }),
          { type: 'wait', for: 'P60D' },
        ],
      },
    ],
  });
  const delivered = new Map<string, number>();
  const arrive = (key: string) => delivered.set(key, (delivered.get(key) ?? 0) + 1);
  const { jobs } = world.engine;
  const [nextFault, isRepeated] = [inTurn(fortune.faults), inTurn(fortune.repeats)];

  const { take, done } = jobs;
  let repeats = 0;
  let taken: ReturnType<typeof take>;
  jobs.take = (queues) => {
    taken = take(queues);
    return taken;
  };
  jobs.done = (job) => {
    done(job);
    const isMessage = ['email', 'sms', 'push'].includes(job.queue);
    if (!isMessage || repeats === MOST_REPEATS || !isRepeated()) return;
    repeats += 1;
    jobs.put(job.queue, JSON.parse(job.body), world.clock.now());
  };

  const { record, claim } = world.ports.messages;
  let crash: 'claim' | 'record' | undefined;
  world.ports.messages.claim = async (message) => {
    const claimed = await claim(message);
    fault = nextFault();
    if (claimed === 'claimed' && fault === 'crash after the claim') throw new Error('crashed');
    return claimed;
  };
  world.ports.messages.record = async (message, content) => {
    if (crash === 'record') {
      crash = undefined;
      throw new Error('crashed');
    }
    await record(message, content);
  };

  let fault: Fault = 'none';
  async function send({ key }: { key: string }): Promise<void> {
    if (fault === 'refused') throw new RefusedError('no such address');
    if (fault === 'not reached') throw new Error('the provider does not answer');
    if (fault === 'throttled') throw new ThrottledError('too many');
    if (fault === 'paused') throw new PausedError('sending is paused');
    if (fault === 'lost on the way') throw new OutcomeUnknownError('the connection broke');
    arrive(key);
    if (fault === 'lost on the way back') throw new OutcomeUnknownError('the connection broke');
    if (fault === 'crash before the record') crash = 'record';
    // Its function was cut off meanwhile, and the queue has handed the job to another.
    if (fault === 'late' && taken) await world.engine.consume({ ...taken, id: -1 });
  }
  for (const sender of Object.values(world.ports.senders)) sender.send = send;

  for (const customer of ['ann', 'bob']) await world.arrives(on('03-01', 'start', {}, customer));
  await world.goTo('03-20');
  const recover = () => {
    world.ports.messages.claim = claim;
  };
  return Object.assign(world, { delivered, recover });
}

test('each message goes out at most once, whatever befalls it; unknown ones are listed', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fortunes, async (fortune) => {
      const world = await unlucky(fortune);
      const { delivered } = world;
      const all = [...world.stores.messages.all()].map(({ message }) => message);
      const keyOf = ({ runId, stepId, visit }: (typeof all)[number]) => `${runId}:${stepId}:${visit}`;

      expect([...delivered.values()].filter((times) => times > 1)).toEqual([]);
      for (const message of all) {
        expect(['sent', 'failed', 'unknown', 'held', 'claimed']).toContain(message.status);
        if (message.status === 'sent') expect(delivered.get(keyOf(message))).toBe(1);
        if (delivered.has(keyOf(message))) expect(['sent', 'unknown']).toContain(message.status);
      }
      const listed = await world.ports.unknownMessages.list(100);
      const unknown = all.filter(({ status }) => status === 'unknown');
      expect(listed.map(({ message }) => keyOf(message)).sort()).toEqual(unknown.map(keyOf).sort());

      await operate(world, fortune);
      expect(await world.ports.unknownMessages.list(100)).toEqual([]);
    }),
    { numRuns: process.env.MILEPOST_LONG ? 2000 : 30, seed: 20261126 },
  );
});

/** The provider is well again, and an operator sees to each unknown message: sent again, it goes out once more at most. */
async function operate(world: Unlucky, { operator }: Fortune): Promise<void> {
  const before = new Map(world.delivered);
  const resent = new Set<string>();
  world.recover();
  const decide = inTurn(operator);
  for (const sender of Object.values(world.ports.senders)) {
    sender.send = async ({ key }) => void world.delivered.set(key, (world.delivered.get(key) ?? 0) + 1);
  }
  for (const { message } of await world.ports.unknownMessages.list(100)) {
    const key = messageKey(message);
    if (decide() === 'drop') {
      await dropMessage(world.ports, key);
      continue;
    }
    expect(await resendMessage(world.ports, world.catalog(), key)).toHaveProperty('done');
    resent.add(`${message.runId}:${message.stepId}:${message.visit}`);
  }
  await world.goTo('03-21');
  for (const [key, times] of world.delivered) {
    expect(times - (before.get(key) ?? 0)).toBeLessThanOrEqual(resent.has(key) || !before.has(key) ? 1 : 0);
  }
}
