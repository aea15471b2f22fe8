// Feedback on messages: what journeys may ask and wait for, whom it suppresses, and when marketing pauses.

import { describe, expect, test } from 'vitest';
import { resumeMarketing } from '../../functions/feedback/pause-by-rates.ts';
import type { JsonObject } from '../../lib/customer/json.ts';
import { defaultDeliverability } from '../../lib/journey/deliverability/settings.ts';
import { NoSuchAddressError } from '../../lib/journey/errors.ts';
import { say } from './journeys.ts';
import { type Live, live } from './live.ts';
import { on } from './moments.ts';

/** Feedback on a step's message of the customer's one run. */
async function tell(world: Live, when: string, kind: string, properties: JsonObject = {}, customer = 'ann') {
  const [run] = await world.ports.runs.of(customer);
  if (!run) throw new Error(`${customer} is in no run`);
  const { id = 'hello', ...rest } = properties;
  await world.arrives(
    on(when, `message.${kind}`, { channel: 'email', run: run.id, step: id, ...rest }, customer),
  );
  await world.settle();
}

async function begun(journey: JsonObject, from = '03-01 10:00') {
  const world = await live({ from, journeys: [journey] });
  await world.arrives(on(from, 'start'));
  await world.settle();
  return world;
}

const asksFor = (was: string): JsonObject => ({
  steps: [
    say('hello'),
    { type: 'wait', for: 'P2D' },
    {
      type: 'branch',
      cases: [{ when: { message: 'hello', was }, steps: [say('yes')] }],
      else: [say('no')],
    },
  ],
});

describe('a journey may ask what became of a message', () => {
  test.each(['delivered', 'opened', 'clicked', 'bounced'])('whether it was %s', async (was) => {
    const world = await begun(asksFor(was));
    await tell(world, '03-02 10:00', was);
    await world.goTo('03-04');
    expect(world.sent()).toEqual(['03-01 10:00 hello', '03-03 10:00 yes']);
  });

  test('of which nothing was heard', async () => {
    const world = await begun(asksFor('opened'));
    await world.goTo('03-04');
    expect(world.sent().at(-1)).toBe('03-03 10:00 no');
  });

  test('who clicked has opened it, whether or not pictures were shown', async () => {
    const world = await begun(asksFor('opened'));
    await tell(world, '03-02 10:00', 'clicked', { url: 'https://shop.example' });
    await world.goTo('03-04');
    expect(world.sent().at(-1)).toBe('03-03 10:00 yes');
  });

  test('a program that fetched its pictures ahead has not opened it', async () => {
    const world = await begun(asksFor('opened'));
    await tell(world, '03-02 10:00', 'opened', { machine: true });
    await world.goTo('03-04');
    expect(world.sent().at(-1)).toBe('03-03 10:00 no');
  });

  test('of another message of the run it says nothing', async () => {
    const world = await begun(asksFor('opened'));
    await tell(world, '03-02 10:00', 'opened', { id: 'other' });
    await world.goTo('03-04');
    expect(world.sent().at(-1)).toBe('03-03 10:00 no');
  });
});

describe('feedback is an event like any other', () => {
  test('a run may wait for a click', async () => {
    const world = await begun({
      steps: [
        say('hello'),
        {
          type: 'waitFor',
          event: 'message.clicked',
          where: { step: 'hello' },
          timeout: 'P3D',
          else: [{ type: 'exit', outcome: 'missed' }],
        },
        say('thanks'),
      ],
    });
    await tell(world, '03-01 10:00', 'clicked', { url: 'https://shop.example' });
    expect(world.sent()).toEqual(['03-01 10:00 hello', '03-01 10:00 thanks']);
  });

  test('and may see it, with its fate, as soon as it wakes', async () => {
    const world = await begun({
      steps: [
        say('hello'),
        { type: 'waitFor', event: 'message.opened', timeout: 'P3D' },
        {
          type: 'branch',
          cases: [{ when: { message: 'hello', was: 'opened' }, steps: [say('yes')] }],
        },
      ],
    });
    await tell(world, '03-01 10:00', 'opened');
    expect(world.sent().at(-1)).toBe('03-01 10:00 yes');
  });

  test('journeys that answer each delivery with a message do not spin', async () => {
    const world = await live({
      from: '03-01',
      journeys: [
        { trigger: { type: 'event', event: 'message.delivered' }, reentry: 'always', steps: [say('echo')] },
        { id: 'first', steps: [say('hello')] },
      ],
    });
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    for (let told = 0; told < 40; told += 1) {
      const runs = await world.ports.runs.of('ann');
      const last = runs.at(-1);
      await world.arrives(
        on('03-01', 'message.delivered', {
          run: last?.id ?? '',
          step: last?.journeyId === 'first' ? 'hello' : 'echo',
        }),
      );
      await world.settle();
    }
    const depths = (await world.ports.runs.of('ann')).map(({ depth }) => depth);
    expect(Math.max(...depths)).toBe(16);
    expect(world.sent()).toHaveLength(17);
  });

  test('of a run that nobody knows is kept, and told; nothing fails', async () => {
    const world = await live({ from: '03-01', journeys: [{}] });
    await world.arrives(
      on('03-01', 'message.bounced', { run: 'no-such-run', step: 'hello', bounceType: 'hard' }),
    );
    await world.arrives(on('03-01', 'message.bounced', { bounceType: 'hard' }));
    expect(await world.ports.timeline.read('ann', { types: ['message.bounced'] })).toHaveLength(2);
    expect(await world.ports.suppressions.get('email', 'ann@example.com')).toBeUndefined();
  });
});

const daily: JsonObject = {
  steps: [say('hello'), { type: 'wait', for: 'P1D' }, say('again', { purpose: 'transactional' })],
};

describe('nothing goes to an address', () => {
  async function held(world: Live): Promise<string[]> {
    return [...world.stores.messages.all()].map(
      ({ message }) => `${message.stepId} ${message.status}: ${message.reason}`,
    );
  }

  test('that does not exist, not even what is transactional', async () => {
    const world = await begun(daily);
    await tell(world, '03-01 10:00', 'bounced', { bounceType: 'hard', address: 'Ann@Example.com' });
    await world.goTo('03-03');
    expect(await held(world)).toEqual(['hello sent: consent', 'again held: suppressed: hard-bounce']);
  });

  test('whose owner complained', async () => {
    const world = await begun(daily);
    await tell(world, '03-01 10:00', 'complained');
    await world.goTo('03-03');
    expect(world.sent()).toEqual(['03-01 10:00 hello']);
  });

  test('but a soft bounce suppresses nothing yet, and an address that is new is free', async () => {
    const world = await begun(daily);
    await tell(world, '03-01 10:00', 'bounced', { bounceType: 'soft' });
    await world.goTo('03-03');
    expect(world.sent()).toHaveLength(2);

    const moved = await begun(daily);
    await tell(moved, '03-01 10:00', 'bounced', { bounceType: 'hard' });
    await moved.arrives(on('03-01 12:00', 'customer.updated', { email: 'ann@new.example' }));
    await moved.goTo('03-03');
    expect(moved.sent()).toHaveLength(2);
  });

  test('another channel is taken in its place', async () => {
    const world = await begun({
      steps: [say('hello'), { type: 'wait', for: 'P1D' }, say('again', { channel: ['email', 'sms'] })],
    });
    await tell(world, '03-01 10:00', 'bounced', { bounceType: 'hard' });
    await world.goTo('03-03');
    const last = [...world.stores.messages.all()].at(-1);
    expect(last?.message).toMatchObject({ stepId: 'again', channel: 'sms', status: 'sent' });
  });

  test('that the mail server says is none, as soon as it says so', async () => {
    const world = await live({ from: '03-01 10:00', journeys: [daily] });
    world.whileSending = async () => {
      throw new NoSuchAddressError('550 5.1.1 user unknown');
    };
    await world.arrives(on('03-01 10:00', 'start'));
    await world.goTo('03-03');
    expect(await held(world)).toEqual([
      'hello failed: 550 5.1.1 user unknown',
      'again held: suppressed: hard-bounce',
    ]);
  });

  test('for a while, after seven soft bounces in a row', async () => {
    const world = await begun({
      steps: [
        say('hello'),
        { type: 'repeat', times: 3, steps: [{ type: 'wait', for: 'P20D' }, say('again')] },
      ],
    });
    for (let nth = 0; nth < 7; nth += 1)
      await tell(world, `03-01 1${nth}:00`, 'bounced', { bounceType: 'soft' });
    await world.goTo('05-30');
    // On 21 March the thirty days are not over yet; on 10 and 30 April they are.
    expect(world.sent()).toEqual(['03-01 10:00 hello', '04-10 10:00 again', '04-30 10:00 again']);
  });
});

describe('marketing pauses by itself', () => {
  const customers = Array.from({ length: 20 }, (_, nth) => `c${nth}`);
  const strict = { ...defaultDeliverability.pause, minimumSent: 10, complaintRate: 0.05 };
  const promo: JsonObject = { id: 'promo', steps: [say('hello')] };
  const orders: JsonObject = {
    id: 'orders',
    trigger: { type: 'event', event: 'order.placed' },
    steps: [say('receipt', { purpose: 'transactional' }), say('more')],
  };

  /** Everybody got the promotion, and so many complained. */
  async function complainedOf(complaints: number) {
    const world = await live({
      from: '03-01 10:00',
      customers: [...customers, 'dora'],
      journeys: [promo, orders],
      deliverability: { ...defaultDeliverability, pause: strict },
    });
    for (const id of customers) await world.arrives(on('03-01 10:00', 'start', {}, id));
    await world.settle();
    for (const id of customers.slice(0, complaints)) await tell(world, '03-01 11:00', 'complained', {}, id);
    return world;
  }

  test('not for one complaint', async () => {
    const world = await complainedOf(1);
    expect(await world.ports.pauses.all()).toEqual([]);
  });

  test('for the journey and as a whole, once too many complain', async () => {
    const world = await complainedOf(6);
    const pauses = await world.ports.pauses.all();
    expect(pauses.map(({ journeyId, by }) => `${journeyId}|${by}`)).toEqual(['|rates', 'promo|rates']);
    expect(pauses[0]?.reason).toMatch(/complaints about 20 messages: .* and the limit is 5 %/);
  });

  test('what is transactional goes out all the same; a message of marketing goes once it is resumed', async () => {
    const world = await complainedOf(6);
    await world.arrives(on('03-01 12:00', 'order.placed', {}, 'dora'));
    await world.settle();
    const ofDora = () =>
      [...world.stores.messages.all()]
        .filter(({ message }) => message.customerId === 'dora' && message.status === 'sent')
        .map(({ message }) => message.stepId);
    expect(ofDora()).toEqual(['receipt']);

    for (const id of ['', 'promo']) expect(await resumeMarketing(world.ports, id, 'operator')).toBe(true);
    await world.arrives(on('03-01 12:30', 'order.placed', { again: true }, 'c19'));
    await world.goTo('03-02');
    const sentToC19 = [...world.stores.messages.all()].filter(
      ({ message }) => message.customerId === 'c19' && message.status === 'sent',
    );
    expect(sentToC19.map(({ message }) => message.stepId)).toEqual(['hello', 'receipt', 'more']);
  });

  test('after it was resumed, what had been counted does not pause it again', async () => {
    const world = await complainedOf(6);
    for (const id of ['', 'promo']) await resumeMarketing(world.ports, id, 'operator');
    await tell(world, '03-01 13:00', 'complained', {}, 'c10');
    expect(await world.ports.pauses.all()).toEqual([]);
  });

  test('feedback that is told twice counts once', async () => {
    const world = await complainedOf(1);
    const [run] = await world.ports.runs.of('c0');
    const again = { channel: 'email', run: run?.id ?? '', step: 'hello' };
    for (let told = 0; told < 10; told += 1)
      await world.arrives(on('03-01 11:00', 'message.complained', again, 'c0'));
    expect(await world.ports.rates.since(0)).toMatchObject([{ journeyId: 'promo', sent: 20, complained: 1 }]);
  });
});
