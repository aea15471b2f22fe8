// A failed run is redriven: it goes on from the step that failed, and nothing of before is done again.

import { describe, expect, test } from 'vitest';
import { type Redrive, redriveRun } from '../../functions/runs/redrive-run.ts';
import { TerminalError } from '../../lib/journey/errors.ts';
import type { Run } from '../../lib/ports.ts';
import { say } from './journeys.ts';
import { type Live, live } from './live.ts';
import { on } from './moments.ts';

const pause = (days: number) => ({ id: `pause-${days}`, type: 'wait', for: `P${days}D` });

const branch = (name: string) => ({ name, weight: 1, steps: [] });

/** From now on no template is found, as if it had been deleted; returns what brings them back. */
function loseTemplates(world: Live): () => void {
  const { get } = world.ports.templates;
  world.ports.templates.get = async () => undefined;
  return () => {
    world.ports.templates.get = get;
  };
}

async function runsOf({ ports }: Live, customer = 'ann'): Promise<Run[]> {
  return ports.runs.of(customer);
}

/** Redrives Ann's first run. */
async function redrive(world: Live): Promise<Redrive> {
  const [run] = await runsOf(world);
  const answer = await redriveRun(world.ports, world.catalog(), 'ann', run?.id ?? 'none');
  await world.settle();
  return answer;
}

/** Ann is greeted on the first of March, and her run fails two days later, as the template is gone. */
async function failed(journey: object = {}): Promise<{ world: Live; repair: () => void }> {
  const world = await live({
    from: '03-01',
    journeys: [{ steps: [say('hello'), pause(2), say('more'), pause(3), say('goodbye')], ...journey }],
  });
  await world.arrives(on('03-01', 'start'));
  await world.goTo('03-02');
  const repair = loseTemplates(world);
  await world.goTo('03-04');
  expect(world.counts()).toMatchObject({ failed: 1, active: 0 });
  return { world, repair };
}

async function endsTold({ ports }: Live): Promise<string[]> {
  const decisions = await ports.decisions.of('ann');
  return decisions.filter(({ kind }) => kind === 'end' || kind === 'redrive').map(({ reason }) => reason);
}

describe('a redriven run', () => {
  test('goes on from the step that failed, and says nothing twice', async () => {
    const { world, repair } = await failed();
    repair();
    expect(await redrive(world)).toEqual({ redriven: true, step: 'more' });
    await world.goTo('03-20');
    expect(world.sent()).toEqual(['03-01 hello', '03-04 more', '03-07 goodbye']);
    expect(world.counts()).toMatchObject({ entered: 1, completed: 1, failed: 0 });
  });

  test('is told about: where and why it failed, from where it went on, and how it ended', async () => {
    const { world, repair } = await failed();
    repair();
    await redrive(world);
    await world.goTo('03-20');
    expect(await endsTold(world)).toEqual([
      expect.stringMatching(/^in step more: template "t\/more" \(\w+\) is not kept \(TerminalError\)$/),
      'goes on from step more, in which it had failed',
      'went past the last step',
    ]);
  });

  test('fails again if nothing was mended, and can be redriven again', async () => {
    const { world, repair } = await failed();
    expect(await redrive(world)).toMatchObject({ redriven: true });
    expect(world.counts()).toMatchObject({ failed: 1, active: 0 });
    repair();
    expect(await redrive(world)).toEqual({ redriven: true, step: 'more' });
    await world.goTo('03-20');
    expect(world.counts()).toMatchObject({ completed: 1 });
    const [run] = await runsOf(world);
    expect(run?.redriven?.count).toBe(2);
    expect(await endsTold(world)).toHaveLength(5);
  });

  test('goes on with what it remembers: the branch that it took, and the event it had waited for', async () => {
    const world = await live({
      from: '03-01',
      journeys: [
        {
          steps: [
            { id: 'coin', type: 'split', branches: [branch('a'), branch('b')] },
            { id: 'order', type: 'waitFor', event: 'order.placed', timeout: 'P5D' },
            say('thanks', { template: 't/thanks' }),
          ],
        },
      ],
      templates: { 't/thanks': { 'email.en.liquid': 'Subject: {{ event.total }}\n\nthanks\n' } },
    });
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    const repair = loseTemplates(world);
    await world.arrives(on('03-02', 'order.placed', { total: 59 }));
    await world.settle();
    expect(world.counts()).toMatchObject({ failed: 1 });
    repair();
    await redrive(world);
    expect([...world.stores.messages.all()].map(({ content }) => content?.subject)).toEqual(['59']);
    const [run] = await runsOf(world);
    expect(run).toMatchObject({ status: 'completed', splits: { coin: expect.stringMatching(/^[ab]$/) } });
  });

  test('waits again for the event for which it had begun to wait', async () => {
    const world = await live({
      from: '03-01',
      journeys: [
        { steps: [{ id: 'order', type: 'waitFor', event: 'order.placed', timeout: 'P9D' }, say('thanks')] },
      ],
    });
    const { read } = world.ports.timeline;
    world.ports.timeline.read = async () => {
      throw new TerminalError('the timeline is broken');
    };
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    world.ports.timeline.read = read;
    expect(world.counts()).toMatchObject({ failed: 1 });
    expect(await redrive(world)).toEqual({ redriven: true, step: 'order' });
    await world.goTo('03-03');
    await world.arrives(on('03-03', 'order.placed'));
    await world.settle();
    expect(world.sent()).toEqual(['03-03 thanks']);
  });

  test('takes an event for which it waits, though the event came while it had failed', async () => {
    const world = await live({
      from: '03-01',
      journeys: [
        { steps: [{ id: 'order', type: 'waitFor', event: 'order.placed', timeout: 'P9D' }, say('thanks')] },
      ],
    });
    const { register } = world.ports.waits;
    world.ports.waits.register = async () => {
      throw new TerminalError('the waits are broken');
    };
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    world.ports.waits.register = register;
    await world.goTo('03-02');
    await world.arrives(on('03-02', 'order.placed'));
    await world.goTo('03-03');
    await redrive(world);
    expect(world.sent()).toEqual(['03-03 thanks']);
  });

  test('goes on as it began, whatever has been deployed since', async () => {
    const { world, repair } = await failed();
    repair();
    await world.redeploy({ journeys: [{ steps: [say('something-else')] }] });
    await redrive(world);
    await world.goTo('03-20');
    expect(world.sent()).toEqual(['03-01 hello', '03-04 more', '03-07 goodbye']);
  });

  test('is not closed by its failure, told late or twice', async () => {
    const { world, repair } = await failed();
    const [run] = await runsOf(world);
    repair();
    await redrive(world);
    const detail = { name: run?.id, status: 'FAILED', input: JSON.stringify({ customerId: 'ann' }) };
    for (let copy = 0; copy < 2; copy += 1) {
      world.engine.jobs.put('runEnded', { detail }, world.clock.now());
      await world.settle();
    }
    expect(world.counts()).toMatchObject({ active: 1, failed: 0 });
    await world.goTo('03-20');
    expect(world.counts()).toMatchObject({ completed: 1 });
  });

  test('is not closed by its failure between being reopened and going on', async () => {
    const { world, repair } = await failed();
    const [run] = await runsOf(world);
    const { redrive: redriveExecution } = world.ports.runner;
    world.ports.runner.redrive = async (...how) => {
      const detail = { name: run?.id, status: 'FAILED', input: JSON.stringify({ customerId: 'ann' }) };
      world.engine.jobs.put('runEnded', { detail }, world.clock.now());
      await world.settle();
      return redriveExecution(...how);
    };
    repair();
    await redrive(world);
    await world.goTo('03-20');
    expect(world.counts()).toMatchObject({ completed: 1, failed: 0 });
  });

  test('bars a further entry as any active run does', async () => {
    const { world, repair } = await failed({ reentry: 'always' });
    repair();
    await redrive(world);
    await world.arrives(on('03-04', 'start'));
    await world.settle();
    expect(await runsOf(world)).toHaveLength(1);
    await world.goTo('03-20');
    await world.arrives(on('03-20', 'start'));
    await world.settle();
    expect(await runsOf(world)).toHaveLength(2);
  });

  test('is ended by an exit as before', async () => {
    const { world, repair } = await failed({ exit: [{ event: 'order.placed', outcome: 'ordered' }] });
    repair();
    await redrive(world);
    await world.arrives(on('03-05', 'order.placed'));
    await world.goTo('03-20');
    expect(world.sent()).toEqual(['03-01 hello', '03-04 more']);
    expect(world.counts()).toMatchObject({ exited: 1, outcomes: { ordered: 1 } });
  });

  test('that an event ends as it is redriven says nothing more', async () => {
    const { world, repair } = await failed({ exit: [{ event: 'order.placed', outcome: 'ordered' }] });
    const { redrive: redriveExecution } = world.ports.runner;
    world.ports.runner.redrive = async (...how) => {
      await world.arrives(on('03-04', 'order.placed'));
      return redriveExecution(...how);
    };
    repair();
    await redrive(world);
    await world.goTo('03-20');
    expect(world.sent()).toEqual(['03-01 hello']);
    expect(world.counts()).toMatchObject({ exited: 1, active: 0, failed: 0 });
  });
});

describe('what the step that failed had done already is not done again:', () => {
  /** A port's method that does its work, and whose answer is then lost for good. */
  const losingItsAnswer =
    <Args extends unknown[]>(method: (...args: Args) => Promise<unknown>) =>
    async (...args: Args): Promise<never> => {
      await method(...args);
      throw new TerminalError('the answer was lost');
    };

  test('a message that was sent', async () => {
    const world = await live({ from: '03-01', journeys: [{ steps: [say('hello'), say('more')] }] });
    let sent = 0;
    world.whileSending = async () => {
      sent += 1;
    };
    const { record } = world.ports.messages;
    world.ports.messages.record = losingItsAnswer(record);
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    world.ports.messages.record = record;
    expect(world.counts()).toMatchObject({ failed: 1 });
    expect(await redrive(world)).toEqual({ redriven: true, step: 'hello' });
    expect(world.sent()).toEqual(['03-01 hello', '03-01 more']);
    expect(sent).toBe(2);
    expect(world.counts()).toMatchObject({ completed: 1 });
  });

  test('a message of which nobody knows whether it was sent', async () => {
    const world = await live({ from: '03-01', journeys: [{ steps: [say('hello'), say('more')] }] });
    let sent = 0;
    world.whileSending = async () => {
      sent += 1;
    };
    const { record } = world.ports.messages;
    world.ports.messages.record = async () => {
      throw new TerminalError('nothing can be recorded');
    };
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    world.ports.messages.record = record;
    await redrive(world);
    expect(sent).toBe(2);
    const statuses = [...world.stores.messages.all()].map(({ message }) => message.status);
    expect(statuses).toEqual(['unknown', 'sent']);
  });

  test('points that were added', async () => {
    const world = await live({
      from: '03-01',
      journeys: [{ steps: [{ id: 'points', type: 'update', add: { points: 10 } }, say('thanks')] }],
    });
    const { change } = world.ports.profiles;
    world.ports.profiles.change = losingItsAnswer(change);
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    world.ports.profiles.change = change;
    expect(await redrive(world)).toEqual({ redriven: true, step: 'points' });
    expect((await world.ports.profiles.get('ann'))?.attributes.points).toBe(10);
    expect(world.sent()).toEqual(['03-01 thanks']);
  });
});

describe('a redrive that was cut short', () => {
  test.each(['waits', 'profiles', 'runner'] as const)('at %s is made good by the next one', async (port) => {
    const { world, repair } = await failed({ exit: [{ event: 'order.placed', outcome: 'ordered' }] });
    repair();
    const whole = { ...world.ports };
    const broken = async () => {
      throw new Error('a crash');
    };
    world.ports.waits = { ...whole.waits, ...(port === 'waits' && { reopen: broken }) };
    world.ports.profiles = { ...whole.profiles, ...(port === 'profiles' && { get: broken }) };
    world.ports.runner = { ...whole.runner, ...(port === 'runner' && { redrive: broken }) };
    await expect(redrive(world)).rejects.toThrow('a crash');
    Object.assign(world.ports, whole);
    expect(await redrive(world)).toEqual({ redriven: true, step: 'more' });
    await world.goTo('03-20');
    expect(world.sent()).toEqual(['03-01 hello', '03-04 more', '03-07 goodbye']);
    expect(world.counts()).toMatchObject({ completed: 1 });
  });

  test('is one that never was, after an hour: the customer can enter again', async () => {
    const { world } = await failed({ reentry: 'always' });
    world.ports.runner.redrive = async () => {
      throw new Error('a crash');
    };
    await expect(redrive(world)).rejects.toThrow('a crash');
    await world.goTo('03-04 02:00');
    await world.arrives(on('03-04 02:00', 'start'));
    expect((await runsOf(world)).map(({ status }) => status)).toEqual(['failed', 'active']);
  });
});

describe('a run is not redriven', () => {
  test('that has ended well, goes on, or was never there', async () => {
    const world = await live({ from: '03-01', journeys: [{ steps: [say('hello'), pause(2)] }] });
    await world.arrives(on('03-01', 'start'));
    await world.settle();
    expect(await redrive(world)).toEqual({ redriven: false, reason: 'it is under way' });
    await world.goTo('03-04');
    expect(await redrive(world)).toEqual({ redriven: false, reason: 'it has not failed: it is completed' });
    const none = await redriveRun(world.ports, world.catalog(), 'ann', 'none');
    expect(none).toEqual({ redriven: false, reason: 'its execution is not known, or no longer' });
  });

  test('if the customer has entered again since: the later run takes its place', async () => {
    const { world, repair } = await failed({ reentry: 'always' });
    repair();
    await world.arrives(on('03-04', 'start'));
    await world.settle();
    const [, later] = await runsOf(world);
    expect(await redrive(world)).toEqual({
      redriven: false,
      reason: `the customer has entered the journey again since, with run ${later?.id}, which takes its place`,
    });
    await world.goTo('03-20');
    expect(world.sent()).toEqual(['03-01 hello', '03-04 hello', '03-06 more', '03-09 goodbye']);
  });

  test('if what ends it happened while it had failed', async () => {
    const { world, repair } = await failed({ exit: [{ event: 'order.placed', outcome: 'ordered' }] });
    await world.arrives(on('03-05', 'order.placed'));
    repair();
    expect(await redrive(world)).toEqual({
      redriven: false,
      reason: 'an event has ended it meanwhile: exited, ordered',
    });
    await world.goTo('03-20');
    expect(world.sent()).toEqual(['03-01 hello']);
    expect(world.counts()).toMatchObject({ exited: 1, failed: 0, outcomes: { ordered: 1 } });
  });

  test('after fourteen days, and it stays as it failed', async () => {
    const { world, repair } = await failed();
    repair();
    await world.goTo('03-18');
    expect(await redrive(world)).toEqual({
      redriven: false,
      reason: 'it failed at 2026-03-03T00:00:00.000Z, and can be redriven for fourteen days',
    });
    expect(world.counts()).toMatchObject({ failed: 1, active: 0 });
    expect(await runsOf(world)).toMatchObject([
      { outcome: 'TerminalError', endedAt: Date.parse('2026-03-03T00:00Z') },
    ]);
  });
});
