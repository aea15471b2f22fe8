// `goal` counts who converted, and ends nothing; `holdout` keeps some out, and measures them.

import { describe, expect, test } from 'vitest';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const people = Array.from({ length: 200 }, (_, number) => `customer-${number}`);
const allStart = people.map((name) => on('03-01', 'start', {}, name));

describe('a goal', () => {
  const journeys = [
    { goal: { event: 'order.placed', within: 'P30D' }, steps: [{ type: 'wait', for: 'P5D' }] },
  ];
  const convertedBy = async (...events: ReturnType<typeof on>[]) =>
    (await season({ journeys, events: [on('03-01', 'start'), ...events] })).counts().converted;

  test('counts while the run goes on, and ends nothing', async () => {
    const { counts, runs } = await season({
      journeys: [{ ...journeys[0], steps: [{ type: 'wait', for: 'P5D' }, say('thanks')] }],
      events: [on('03-01', 'start'), on('03-02', 'order.placed')],
    });
    expect(counts()).toMatchObject({ converted: 1, completed: 1, exited: 0 });
    expect(await runs()).toMatchObject([{ convertedAt: Date.parse('2026-03-02T00:00Z') }]);
  });

  test('counts after the end of the run', async () => {
    expect(await convertedBy(on('03-20', 'order.placed'))).toBe(1);
  });

  test('counts after an exit', async () => {
    const { counts } = await season({
      journeys: [{ ...journeys[0], exit: [{ event: 'left' }] }],
      events: [on('03-01', 'start'), on('03-02', 'left'), on('03-03', 'order.placed')],
    });
    expect(counts()).toMatchObject({ converted: 1, exited: 1 });
  });

  test('counts by the very event that ends the run', async () => {
    const { counts } = await season({
      journeys: [{ ...journeys[0], exit: [{ event: 'order.placed' }] }],
      events: [on('03-01', 'start'), on('03-02', 'order.placed')],
    });
    expect(counts()).toMatchObject({ converted: 1, exited: 1 });
  });

  test('counts within its time, which ends exactly then', async () => {
    expect(await convertedBy(on('03-30 23:59:59.999', 'order.placed'))).toBe(1);
    expect(await convertedBy(on('03-31', 'order.placed'))).toBe(0);
  });

  test('counts for ever if no time is said', async () => {
    const { counts } = await season({
      journeys: [{ goal: { event: 'order.placed' } }],
      events: [on('03-01', 'start'), on('2028-03-02', 'order.placed')],
    });
    expect(counts().converted).toBe(1);
  });

  test('counts a run once', async () => {
    expect(await convertedBy(on('03-02', 'order.placed'), on('03-03', 'order.placed'))).toBe(1);
  });

  test('is not met by the event that started the run, nor by one of before it', async () => {
    const { counts } = await season({
      journeys: [
        {
          trigger: { type: 'event', event: 'order.placed' },
          goal: { event: 'order.placed', within: 'P30D' },
        },
      ],
      events: [on('03-01', 'order.placed')],
    });
    expect(counts().converted).toBe(0);
    const world = await live({ from: '03-05', journeys });
    await world.arrives(on('03-03', 'start'));
    await world.arrives(on('03-02', 'order.placed'));
    expect(world.counts().converted).toBe(0);
  });

  test('is met by an event that arrives late, but happened in time', async () => {
    const world = await live({ from: '03-01', journeys });
    await world.arrives(on('03-01', 'start'));
    await world.goTo('06-01');
    await world.arrives(on('03-20', 'order.placed'));
    expect(world.counts().converted).toBe(1);
  });

  test('asks for its where', async () => {
    const { counts } = await season({
      journeys: [{ goal: { event: 'order.placed', where: { campaign: { ref: 'trigger.campaign' } } } }],
      events: [
        on('03-01', 'start', { campaign: 'spring' }),
        on('03-01', 'start', { campaign: 'summer' }, 'bob'),
        on('03-02', 'order.placed', { campaign: 'spring' }),
        on('03-02', 'order.placed', { campaign: 'spring' }, 'bob'),
      ],
    });
    expect(counts().converted).toBe(1);
  });
});

describe('the holdout', () => {
  test('keeps about its share out: enrolled and measured, without a step', async () => {
    const { counts, messages, report } = await season({
      journeys: [
        { holdout: { percent: 20 }, goal: { event: 'order.placed' }, steps: [say('hello'), say('more')] },
      ],
      events: [...allStart, ...people.map((name) => on('03-02', 'order.placed', {}, name))],
    });
    const { entered, heldOut, converted, heldOutConverted } = counts();
    expect(entered + heldOut).toBe(200);
    expect(heldOut).toBeGreaterThan(20);
    expect(heldOut).toBeLessThan(60);
    expect([converted, heldOutConverted]).toEqual([entered, heldOut]);
    expect(messages).toHaveLength(entered * 2);
    expect(report.transitions).toBe(entered * 2);
  });

  test('is not ended by an exit, and says why it got nothing', async () => {
    const { counts, explain } = await season({
      journeys: [{ holdout: { percent: 100 }, exit: [{ event: 'left' }] }],
      events: [on('03-01', 'start'), on('03-02', 'left')],
    });
    expect(counts()).toMatchObject({ entered: 0, exited: 0, heldOut: 1 });
    expect(await explain()).toMatchObject([{ kind: 'entry', outcome: 'held out' }]);
  });

  test('of no percent keeps nobody out', async () => {
    const { counts } = await season({ journeys: [{ holdout: { percent: 0 } }], events: allStart });
    expect(counts()).toMatchObject({ entered: 200, heldOut: 0 });
  });

  test('chooses independently of the splits: both branches are as long among those who enter', async () => {
    const branch = (name: string) => ({ name, weight: 1, steps: [] });
    const { counts } = await season({
      journeys: [
        {
          holdout: { percent: 50 },
          steps: [{ id: 's', type: 'split', branches: [branch('a'), branch('b')] }],
        },
      ],
      events: allStart,
    });
    const { splits, entered } = counts();
    const share = (splits.s?.a?.entered ?? 0) / entered;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.65);
  });

  test('counts as an entry for re-entry: the same customer is held out once', async () => {
    const { counts } = await season({
      journeys: [{ holdout: { percent: 100 } }],
      events: [on('03-01', 'start'), on('03-02', 'start')],
    });
    expect(counts().heldOut).toBe(1);
  });
});
