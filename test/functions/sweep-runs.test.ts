// The daily second look at runs that seem active: the end that nobody heard of is noted as if it had been heard.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import { describe, expect, test } from 'vitest';
import { closeRun } from '../../functions/runs/close-run.ts';
import { judge, type SweptRuns, sweepRuns } from '../../functions/sweep-runs.ts';
import type { JsonObject } from '../../lib/customer/json.ts';
import { ENDED_QUEUE } from '../../lib/embedded/engine/runner.ts';
import type { Ports } from '../../lib/ports.ts';
import { say } from '../language/journeys.ts';
import { type Live, live } from '../language/live.ts';
import { on } from '../language/moments.ts';

const day = 86_400_000;

/** Customers of whom the ends of some, usually Ann's, go unheard. */
async function halfDeaf(journey: JsonObject, unheard = ['ann']): Promise<Live> {
  const world = await live({ from: '03-01', journeys: [journey], customers: ['ann', 'ben'] });
  const { jobs } = world.engine;
  const put = jobs.put.bind(jobs);
  jobs.put = (queue, body, visibleAt) => {
    const isUnheard = (customer: string) => JSON.stringify(body).includes(`"${customer}\\"`);
    if (queue === ENDED_QUEUE && unheard.some(isUnheard)) return;
    put(queue, body, visibleAt);
  };
  return world;
}

async function bothEnter(world: Live): Promise<void> {
  await world.arrives(on('03-01', 'start', {}, 'ann'));
  await world.arrives(on('03-01', 'start', {}, 'ben'));
  await world.settle();
}

/** A sweep that is in no hurry, and what it paused for. */
async function sweep(world: Live, hasTime = () => true): Promise<SweptRuns & { pauses: number[] }> {
  const pauses: number[] = [];
  const swept = await sweepRuns(world.ports, { hasTime, pause: async (millis) => pauses.push(millis) });
  return { ...swept, pauses };
}

/** A customer's only run, and all that was decided in it, as far as they do not name the customer. */
async function storyOf({ stores }: Live, customerId: string) {
  const [run] = await stores.runs.of(customerId);
  const decisions = await stores.decisions.of(customerId, 'j');
  const { status, outcome, endedAt, splits } = run ?? {};
  const enrolment = await stores.runs.enrolment(customerId, 'j', '');
  return {
    run: { status, outcome, endedAt, splits, watched: (await stores.runs.watching(customerId)).length },
    ends: decisions
      .filter(({ kind }) => kind === 'end')
      .map(({ customerId: _, runId: __, ...decision }) => decision),
    waits: await stores.waits.open(customerId, 'order.placed'),
    lastStatus: enrolment?.lastStatus,
  };
}

async function runOf({ stores }: Live, customerId: string) {
  const [run] = await stores.runs.of(customerId);
  if (!run) throw new Error(`${customerId} has no run`);
  return run;
}

const waiting = { steps: [{ id: 'order', type: 'waitFor', event: 'order.placed', timeout: 'P60D' }] };

async function stopBoth(world: Live): Promise<void> {
  for (const customer of ['ann', 'ben']) {
    await world.engine.runner.stop((await runOf(world, customer)).id, 'by hand');
  }
}

async function loseTemplates({ ports }: Live): Promise<void> {
  ports.templates = { get: async () => undefined };
}

const split = {
  id: 'offer',
  type: 'split',
  branches: [
    { name: 'a', weight: 999_999, steps: [say('yes')] },
    { name: 'b', weight: 1, steps: [say('no')] },
  ],
};

describe('a run whose end went unheard', () => {
  test.each<[string, JsonObject, (world: Live) => Promise<void>, JsonObject]>([
    ['went past its last step', {}, async () => {}, { status: 'completed' }],
    ['took a branch', { steps: [split] }, async () => {}, { status: 'completed', splits: { offer: 'a' } }],
    [
      'reached an exit',
      { steps: [{ type: 'exit', outcome: 'enough' }] },
      async () => {},
      { status: 'exited', outcome: 'enough' },
    ],
    ['failed', {}, loseTemplates, { status: 'failed', outcome: 'TerminalError' }],
    ['was stopped by hand', waiting, stopBoth, { status: 'failed', outcome: 'ABORTED' }],
  ])('and %s is closed as if it had been heard', async (_, journey, happens, run) => {
    const world = await halfDeaf(journey);
    if (happens === loseTemplates) await happens(world);
    await bothEnter(world);
    if (happens !== loseTemplates) await happens(world);
    await world.goTo('03-02');
    expect((await storyOf(world, 'ann')).run).toMatchObject({ status: 'active' });

    expect(await sweep(world)).toMatchObject({ seen: 1, looked: 1, closed: 1, complete: true, failures: [] });
    const story = await storyOf(world, 'ann');
    expect(story.run).toMatchObject(run);
    expect(story.ends).toHaveLength(1);
    expect(story.waits).toEqual([]);
    expect(story).toEqual(await storyOf(world, 'ben'));
  });

  test('is closed once, however often it is swept', async () => {
    const world = await halfDeaf({});
    await bothEnter(world);
    await world.goTo('03-02');
    const [one, other] = await Promise.all([sweep(world), sweep(world)]);
    const story = await storyOf(world, 'ann');
    expect(story.ends).toHaveLength(1);
    expect([one.failures, other.failures]).toEqual([[], []]);

    expect(await sweep(world)).toMatchObject({ seen: 0, looked: 0, complete: true });
    expect(await storyOf(world, 'ann')).toEqual(story);
  });

  test('and whose note a crash lost is told when it is heard again', async () => {
    const world = await halfDeaf({}, ['ann']);
    await bothEnter(world);
    const { customerId, id } = await runOf(world, 'ann');
    const execution = await world.ports.runner.describe(id);
    if (!execution) throw new Error('the run has no execution');
    const crash = async () => {
      throw new Error('the process dies here');
    };
    const dying = { ...world.ports, decisions: { ...world.ports.decisions, add: crash } };
    await expect(closeRun(dying, customerId, id, execution)).rejects.toThrow('dies here');

    await closeRun(world.ports, customerId, id, execution);
    expect(await storyOf(world, 'ann')).toEqual(await storyOf(world, 'ben'));
  });

  test('is left to its event for some hours', async () => {
    const world = await halfDeaf({});
    await bothEnter(world);
    await world.goTo('03-01 05:59');
    expect(await sweep(world)).toMatchObject({ seen: 0, complete: true });
    await world.goTo('03-01 06:01');
    expect(await sweep(world)).toMatchObject({ closed: 1 });
  });
});

describe('a run that goes on', () => {
  test('is seen in the list of its journey, and not looked at', async () => {
    const world = await halfDeaf(waiting);
    await bothEnter(world);
    await world.goTo('03-20');
    const { pauses, ...swept } = await sweep(world);
    expect(swept).toMatchObject({ seen: 2, looked: 0, closed: 0, complete: true });
    // One list for both.
    expect(pauses).toEqual([500]);
    expect(await storyOf(world, 'ann')).toMatchObject({ run: { status: 'active' }, ends: [] });
  });

  test('stays as it is if the list should miss it', async () => {
    const world = await halfDeaf(waiting);
    await bothEnter(world);
    await world.goTo('03-20');
    world.ports.runner = { ...world.ports.runner, async *running() {} };
    expect(await sweep(world)).toMatchObject({ seen: 2, looked: 2, closed: 0, withoutExecution: 0 });
    expect(await storyOf(world, 'ann')).toMatchObject({ run: { status: 'active' }, ends: [] });
  });
});

describe('a run that was claimed, and never started', () => {
  /** The world stops between a run's claim and its start. */
  async function stoppedShort(at = '03-01'): Promise<Live> {
    const world = await live({ from: '03-01', journeys: [waiting] });
    const { runner } = world.ports;
    world.ports.runner = { ...runner, start: () => Promise.reject(new Error('stopped short')) };
    await expect(world.arrives({ ...on(at, 'start'), id: 'started' })).rejects.toThrow('stopped short');
    world.ports.runner = runner;
    return world;
  }

  test('is left to its event for as long as queues keep that', async () => {
    const world = await stoppedShort();
    await world.goTo('03-14 23:00');
    expect(await sweep(world)).toMatchObject({ looked: 1, waiting: 1, withoutExecution: 0, failures: [] });

    await world.arrives({ ...on('03-01', 'start'), id: 'started' });
    await world.settle();
    await world.goTo('03-16');
    expect(await sweep(world)).toMatchObject({ seen: 1, looked: 0, withoutExecution: 0 });
    expect(await runOf(world, 'ann')).toMatchObject({ status: 'active' });
  });

  test('has failed after that, says why, and bars no further entry', async () => {
    const world = await stoppedShort();
    await world.goTo('03-15 01:00');
    expect(await sweep(world)).toMatchObject({ looked: 1, waiting: 0, withoutExecution: 1, closed: 0 });
    const story = await storyOf(world, 'ann');
    expect(story.run).toMatchObject({ status: 'failed', outcome: 'NoExecution', watched: 0 });
    expect(story.lastStatus).toBe('failed');
    expect(story.ends).toMatchObject([
      {
        outcome: 'failed',
        reason: 'has no execution: it was never started, or how it ended is no longer known',
      },
    ]);

    // Should the event come after all, it starts nothing, as customers may have entered anew by then.
    await world.arrives({ ...on('03-01', 'start'), id: 'started' });
    await world.settle();
    expect(await storyOf(world, 'ann')).toEqual(story);
    expect(await world.ports.runner.describe((await runOf(world, 'ann')).id)).toBeUndefined();
  });

  test('counts from its claim, though its event tells of long ago', async () => {
    const world = await stoppedShort('2025-03-01');
    await world.goTo('03-02');
    expect(await sweep(world)).toMatchObject({ waiting: 1, withoutExecution: 0 });
  });

  test.each([
    [14 * day - 1, 'waiting'],
    [14 * day, 'withoutExecution'],
  ])('is judged %i ms after its claim: %s', (age, is) => {
    const run = { customerId: 'ann', id: 'r', journeyId: 'j', claimedAt: 0 };
    expect(judge(run, undefined, age).is).toBe(is);
  });
});

describe('a sweep', () => {
  const nobody: Ports['runner']['describe'] = () => Promise.reject(new Error('no such luck'));

  test('goes on after a run that cannot be looked at, and tells of it', async () => {
    const world = await halfDeaf({}, ['ann', 'ben']);
    await bothEnter(world);
    await world.goTo('03-02');
    const { id } = await runOf(world, 'ann');
    const { runner } = world.ports;
    world.ports.runner = { ...runner, describe: (name) => (name === id ? nobody : runner.describe)(name) };
    expect(await sweep(world)).toMatchObject({
      looked: 2,
      closed: 1,
      complete: true,
      failures: [`${id}: no such luck`],
    });
    world.ports.runner = runner;
    expect(await sweep(world)).toMatchObject({ looked: 1, closed: 1, failures: [] });
  });

  test('goes through all pages of the runs that seem active', async () => {
    const world = await halfDeaf({}, ['ann', 'ben']);
    await bothEnter(world);
    await world.goTo('03-02');
    const { runs } = world.ports;
    world.ports.runs = { ...runs, active: (before, cursor) => runs.active(before, cursor, 1) };
    expect(await sweep(world)).toMatchObject({ seen: 2, closed: 2, complete: true });
  });

  test('pauses before each look', async () => {
    const world = await halfDeaf({});
    await bothEnter(world);
    await world.goTo('03-02');
    expect((await sweep(world)).pauses).toEqual([500, 200]);
  });

  test('whose time is up leaves the rest to the next', async () => {
    const world = await halfDeaf({});
    await bothEnter(world);
    await world.goTo('03-02');
    expect(await sweep(world, () => false)).toMatchObject({ seen: 0, closed: 0, complete: false });

    // In the middle of a list, it does not judge by half of one.
    let asked = 0;
    expect(await sweep(world, () => ++asked < 2)).toMatchObject({ seen: 0, looked: 0, complete: false });
    expect(await sweep(world)).toMatchObject({ closed: 1, complete: true });
  });
});
