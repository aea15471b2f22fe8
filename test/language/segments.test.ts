// Segments: who is in them, when that changes, and what journeys make of it.

import { describe, expect, test } from 'vitest';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const ordered = { event: 'order.placed' };
const churned = { all: [ordered, { not: { ...ordered, within: 'P90D' } }] };
const entering = { type: 'segment', segment: 'churned', on: 'enter' };
const winBack = { trigger: entering, reentry: 'always', steps: [say('come-back')] };
const segments = { churned };
const order = (at: string, customer?: string) => on(at, 'order.placed', {}, customer);

describe('entering a segment', () => {
  test('by time alone starts a journey at that very moment', async () => {
    const { sent } = await season({ journeys: [winBack], segments, events: [order('03-01 10:00')] });
    // The last moment of ninety days is within them.
    expect(sent()).toEqual(['05-30 10:00:00.001 come-back']);
  });

  test('comes later for whoever does something meanwhile', async () => {
    const { sent } = await season({
      journeys: [winBack],
      segments,
      events: [order('03-01'), order('04-01')],
    });
    expect(sent()).toEqual(['06-30 00:00:00.001 come-back']);
  });

  test('happens again after leaving', async () => {
    const { sent, timeline } = await season({
      journeys: [winBack],
      segments,
      events: [order('03-01'), order('06-15')],
    });
    expect(sent()).toEqual(['05-30 00:00:00.001 come-back', '09-13 00:00:00.001 come-back']);
    const told = await timeline(['segment.entered', 'segment.left']);
    expect(told.map(({ type, properties }) => [type, properties.segment])).toEqual([
      ['segment.entered', 'churned'],
      ['segment.left', 'churned'],
      ['segment.entered', 'churned'],
    ]);
  });

  test('by an event starts a journey, and the event that did it starts its own', async () => {
    const first = {
      trigger: { type: 'segment', segment: 'buyers', on: 'enter' },
      steps: [say('hello-buyer')],
    };
    const thanks = { id: 'k', trigger: { type: 'event', event: 'order.placed' }, steps: [say('thanks')] };
    const { sent, runs } = await season({
      journeys: [first, thanks],
      segments: { buyers: ordered },
      events: [order('03-01'), order('03-02')],
    });
    expect(sent()).toEqual(['03-01 thanks', '03-01 hello-buyer']);
    expect((await runs()).map(({ journeyId, depth }) => [journeyId, depth])).toEqual([
      ['k', 0],
      ['j', 1],
    ]);
  });

  test('by a step of another journey counts as one journey deeper', async () => {
    const upgrade = { id: 'u', steps: [{ type: 'update', set: { tier: 'gold' } }] };
    const greet = { trigger: { type: 'segment', segment: 'gold', on: 'enter' }, steps: [say('hello-gold')] };
    const { sent, runs } = await season({
      journeys: [upgrade, greet],
      segments: { gold: { attribute: 'tier', eq: 'gold' } },
      events: [on('03-01', 'start')],
    });
    expect(sent()).toEqual(['03-01 hello-gold']);
    expect((await runs()).map(({ journeyId, depth }) => [journeyId, depth])).toEqual([
      ['u', 0],
      ['j', 1],
    ]);
  });

  test('leaving starts a journey, too', async () => {
    const { sent } = await season({
      journeys: [{ ...winBack, trigger: { ...entering, on: 'leave' } }],
      segments,
      events: [order('03-01'), order('06-15')],
    });
    expect(sent()).toEqual(['06-15 come-back']);
  });

  test('can be what a journey waits for, and what ends it', async () => {
    const waiting = {
      exit: [{ event: 'segment.left', where: { segment: 'churned' }, outcome: 'back' }],
      trigger: entering,
      reentry: 'always',
      steps: [{ type: 'wait', for: 'P60D' }, say('last-word')],
    };
    const { sent, counts } = await season({
      journeys: [waiting],
      segments,
      events: [order('03-01'), order('06-15')],
    });
    expect(sent()).toEqual(['11-12 00:00:00.001 last-word']);
    expect(counts().outcomes).toEqual({ back: 1 });
  });

  test('two journeys that move a customer to and fro stop when they are too deep', async () => {
    const flip = (id: string, on: string, to: string) => ({
      id,
      trigger: { type: 'segment', segment: 'here', on },
      reentry: 'always',
      steps: [{ type: 'update', set: { place: to } }],
    });
    const { runs, explain } = await season({
      journeys: [flip('to', 'enter', 'there'), flip('fro', 'leave', 'here')],
      segments: { here: { attribute: 'place', eq: 'here' } },
      events: [on('03-01', 'customer.updated', { place: 'here' })],
    });
    expect(await runs()).toHaveLength(16);
    expect((await explain('ann', 'to')).at(-1)?.reason).toBe(
      'the event is 17 journeys deep; beyond 16 it starts nothing',
    );
  });
});

describe('a segment as a condition', () => {
  const asking = (segment: string) => ({ segment });

  test('lets in whoever is in it at that moment', async () => {
    const journey = {
      trigger: { type: 'event', event: 'visit' },
      reentry: 'always',
      audience: asking('churned'),
    };
    const { sent } = await season({
      journeys: [{ ...journey, steps: [say('hi')] }],
      segments,
      events: [order('03-01'), on('04-01', 'visit'), on('06-01', 'visit')],
    });
    expect(sent()).toEqual(['06-01 hi']);
  });

  test('may ask for other segments', async () => {
    const loyal = { all: [{ not: asking('churned') }, { ...ordered, count: { gte: 2 } }] };
    const journey = {
      trigger: { type: 'event', event: 'visit' },
      reentry: 'always',
      audience: asking('loyal'),
    };
    const { sent } = await season({
      journeys: [{ ...journey, steps: [say('hi')] }],
      segments: { loyal, churned },
      events: [
        order('03-01'),
        on('03-02', 'visit'),
        order('03-03'),
        on('03-04', 'visit'),
        on('09-01', 'visit'),
      ],
    });
    expect(sent()).toEqual(['03-04 hi']);
  });

  test('in a branch is as it was when the run began, whatever the file says by then', async () => {
    const steps = [
      { type: 'wait', for: 'P1D' },
      { type: 'branch', cases: [{ when: asking('gold'), steps: [say('gold')] }], else: [say('other')] },
    ];
    const { arrives, goTo, sent, redeploy } = await live({
      journeys: [{ steps }],
      segments: { gold: { attribute: 'tier', eq: 'gold' } },
      from: '03-01',
    });
    await arrives(on('03-01', 'customer.updated', { tier: 'gold' }));
    await arrives(on('03-01', 'start'));
    await redeploy({ journeys: [] });
    await goTo('03-03');
    expect(sent()).toEqual(['03-02 gold']);
  });
});

describe('a segment that is new, or written anew', () => {
  const world = (journeys: object[] = [winBack]) =>
    live({ journeys: [], from: '03-01' }).then(async (one) => {
      await one.arrives(order('03-01'));
      await one.goTo('07-01');
      await one.redeploy({ journeys: journeys.map((journey) => ({ ...journey })), segments });
      return one;
    });

  test('takes those who are inside as they are: they do not enter', async () => {
    const { goTo, counts, ports } = await world();
    await goTo('07-02');
    expect(counts()).toMatchObject({ entered: 0 });
    expect(await ports.segments.of('ann')).toMatchObject([{ segmentId: 'churned', inside: true }]);
  });

  test('with backfill lets them in, once, and not again with the next deployment', async () => {
    const backfilled = { ...winBack, trigger: { ...entering, backfill: true } };
    const { goTo, sent, redeploy } = await world([backfilled]);
    await goTo('07-02');
    expect(sent()).toEqual(['07-01 come-back']);
    await redeploy({ journeys: [backfilled], segments });
    await goTo('07-03');
    expect(sent()).toEqual(['07-01 come-back']);
  });

  test('is looked at for all customers, a page at a time', async () => {
    const one = await live({ journeys: [], from: '03-01', customers: [] });
    const ids = Array.from({ length: 230 }, (_, n) => `c${n}`);
    for (const id of ids) await one.arrives(order('03-01', id));
    await one.goTo('07-01');
    await one.redeploy({ journeys: [winBack], segments });
    await one.goTo('07-02');
    expect(one.stores.segments.counts()).toEqual(new Map([['churned', 230]]));
    expect(await one.ports.passes.get('segment:churned')).toMatchObject({ handled: 230 });
    // And from now on they are known: who orders leaves.
    await one.arrives(order('07-02', 'c7'));
    expect(one.stores.segments.counts()).toEqual(new Map([['churned', 229]]));
  });

  test('does not lose whoever enters by an event before the others have been looked at', async () => {
    const buyers = {
      trigger: { type: 'segment', segment: 'buyers', on: 'enter' },
      steps: [say('hello-buyer')],
    };
    const { arrives, settle, sent, redeploy } = await live({ journeys: [], from: '03-01' });
    await arrives(on('03-01', 'visit'));
    await redeploy({ journeys: [buyers], segments: { buyers: ordered } });
    // The pass has not begun: its first page is still in the queue.
    await arrives(order('03-01'));
    await settle();
    expect(sent()).toEqual(['03-01 hello-buyer']);
  });

  test('asks anew when its file changes, and by then nobody enters for that alone', async () => {
    const buyers = {
      trigger: { type: 'segment', segment: 'buyers', on: 'enter' },
      steps: [say('hello-buyer')],
    };
    const twice = { ...ordered, count: { gte: 2 } };
    const { arrives, goTo, sent, redeploy, stores } = await live({
      journeys: [buyers],
      segments: { buyers: twice },
      from: '03-01',
    });
    await arrives(order('03-01'));
    await redeploy({ journeys: [buyers], segments: { buyers: ordered } });
    await goTo('03-02');
    expect(sent()).toEqual([]);
    expect(stores.segments.counts()).toEqual(new Map([['buyers', 1]]));
  });
});

test('a change of which a crash left nobody told is told at the next look', async () => {
  const { arrives, goTo, ports, sent } = await live({ journeys: [winBack], segments, from: '03-01' });
  await arrives(order('03-01'));
  const [known] = await ports.segments.of('ann');
  if (!known) throw new Error('ann is not known');
  const untold = {
    id: 'segment:churned:9',
    type: 'segment.entered',
    customerId: 'ann',
    at: Date.parse('2026-03-02T00:00:00Z'),
    properties: { segment: 'churned' },
    depth: 0,
  };
  await ports.segments.save({ ...known, revision: known.revision + 1, inside: true, untold });
  await arrives(on('03-03', 'order.placed'));
  await goTo('03-04');
  expect(sent()).toEqual(['03-01 come-back']);
});
