// `start`: one journey leads a customer into another. And depth: journeys that feed each other stop.

import { describe, expect, test } from 'vitest';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const start = [on('03-01', 'start', { total: 50 })];
const toOther = { id: 'lead-on', type: 'start', journey: 'other' };
const first = { steps: [toOther] };
const byApi = { type: 'api' };

describe('a journey that another one starts', () => {
  test('begins at that moment, and the first goes on', async () => {
    const { sent, runs } = await season({
      journeys: [
        { steps: [{ type: 'wait', for: 'P2D' }, toOther, say('on')] },
        { id: 'other', trigger: byApi, steps: [say('hi')] },
      ],
      events: start,
    });
    expect(sent()).toEqual(['03-03 on', '03-03 hi']);
    expect((await runs()).map(({ journeyId, status, depth }) => [journeyId, status, depth])).toEqual([
      ['j', 'completed', 0],
      ['other', 'completed', 1],
    ]);
  });

  test('may have any trigger: what it asks of its own event does not count', async () => {
    const trigger = { type: 'event', event: 'order.placed', where: { total: { gt: 1000 } } };
    const { sent } = await season({
      journeys: [first, { id: 'other', trigger, steps: [say('hi')] }],
      events: start,
    });
    expect(sent()).toEqual(['03-01 hi']);
  });

  test('sees what started the first: the properties of that event, and who asked', async () => {
    const { runs } = await season({
      journeys: [first, { id: 'other', trigger: byApi, steps: [say('hi')] }],
      events: start,
    });
    const [from, to] = await runs();
    expect(to?.trigger).toEqual({
      total: 50,
      journey: 'other',
      startedBy: { runId: from?.id, journeyId: 'j', stepId: 'lead-on' },
    });
  });

  test('has its own say about who enters', async () => {
    const { explain } = await season({
      journeys: [
        first,
        { id: 'other', trigger: byApi, audience: { trigger: 'total', gt: 99 }, steps: [say('hi')] },
      ],
      events: start,
    });
    expect(await explain('ann', 'other')).toMatchObject([
      {
        outcome: 'did not enter',
        reason: 'the customer is not in the audience',
        detail: { startedBy: { journeyId: 'j', stepId: 'lead-on' } },
      },
    ]);
  });

  test('is entered once where it allows no re-entry', async () => {
    const { sent, explain } = await season({
      journeys: [
        { reentry: 'always', ...first },
        { id: 'other', trigger: byApi, steps: [say('hi')] },
      ],
      events: [...start, on('03-02', 'start')],
    });
    expect(sent()).toEqual(['03-01 hi']);
    expect((await explain('ann', 'other')).at(-1)?.reason).toContain('entered before');
  });

  test('tells which run led there, and the step tells where it led', async () => {
    const { explain, runs } = await season({
      journeys: [first, { id: 'other', trigger: byApi, steps: [say('hi')] }],
      events: start,
    });
    const [from] = await runs();
    expect((await explain('ann', 'other'))[0]).toMatchObject({
      kind: 'entry',
      reason: 'entered by step lead-on of j',
      detail: { startedBy: { runId: from?.id, journeyId: 'j', stepId: 'lead-on' } },
    });
    expect((await explain()).find(({ stepId }) => stepId === 'lead-on')).toMatchObject({
      reason: 'starts other',
      detail: { journey: 'other' },
    });
  });

  test('that is gone by then is told of', async () => {
    const journey = { steps: [{ type: 'wait', for: 'P1D' }, toOther] };
    const world = await live({
      from: '03-01',
      journeys: [journey, { id: 'other', trigger: byApi, steps: [say('hi')] }],
    });
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    await world.redeploy({ journeys: [journey] });
    await world.goTo('03-03');
    expect((await world.stores.decisions.of('ann', 'j')).map(({ reason }) => reason)).toContain(
      'there is no journey other any more, so nothing starts',
    );
    expect(world.counts()).toMatchObject({ completed: 1 });
  });

  test('in each round of a repeat is asked for again', async () => {
    const { sent } = await season({
      journeys: [
        { steps: [{ type: 'repeat', times: 2, steps: [toOther, { type: 'wait', for: 'P1D' }] }] },
        { id: 'other', trigger: byApi, reentry: 'always', steps: [say('hi')] },
      ],
      events: start,
    });
    expect(sent()).toEqual(['03-01 hi', '03-02 hi']);
  });
});

test('an event that comes in from outside starts no journey by name, whatever its properties say', async () => {
  const world = await live({
    from: '03-01',
    journeys: [{ trigger: { type: 'event', event: 'order.placed' } }],
  });
  const startedBy = { runId: 'r', journeyId: 'j', stepId: 's' };
  await world.arrives(on('03-01', 'milepost.start', { journey: 'j', startedBy }));
  await world.settle();
  expect(world.counts()).toMatchObject({ entered: 0 });
});

describe('journeys that feed each other stop after sixteen links', () => {
  const links = ['j', ...Array.from({ length: 8 }, () => ['other', 'j']).flat()];
  const tooDeep = 'the event is 17 journeys deep; beyond 16 it starts nothing';

  test.each([
    ['when each starts the other', [{ type: 'start', journey: 'other' }], [{ type: 'start', journey: 'j' }]],
    [
      'when each emits what starts the other',
      [{ type: 'emit', event: 'ping' }],
      [{ type: 'emit', event: 'start' }],
    ],
    [
      'also when one emits and one starts',
      [{ type: 'emit', event: 'ping' }],
      [{ type: 'start', journey: 'j' }],
    ],
  ])('%s', async (_sentence, there, back) => {
    const { runs, explain } = await season({
      journeys: [
        { reentry: 'always', steps: there },
        { id: 'other', trigger: { type: 'event', event: 'ping' }, reentry: 'always', steps: back },
      ],
      events: start,
    });
    expect((await runs()).map(({ journeyId }) => journeyId)).toEqual(links);
    expect((await explain('ann', 'other')).at(-1)).toMatchObject({
      kind: 'entry',
      outcome: 'did not enter',
      reason: tooDeep,
    });
  });

  test('a journey that starts itself stops there, too', async () => {
    const { counts, explain } = await season({
      journeys: [{ reentry: 'always', steps: [{ type: 'start', journey: 'j' }] }],
      events: start,
    });
    expect(counts()).toMatchObject({ entered: 17, completed: 17 });
    expect((await explain()).at(-1)?.reason).toBe(tooDeep);
  });
});
