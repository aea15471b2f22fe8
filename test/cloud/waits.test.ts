// Waits for an event: woken by the bus, over in time, and stopped in the middle.

import { describe, expect, inject, test } from 'vitest';
import { eventually, type Happening, openStage } from './stage.ts';

const DAY = 86_400_000;

describe.skipIf(!inject('cloud'))('a run that waits for an answer', () => {
  /** Has the customer asked a question, and gives what they are sent until the run is over. */
  async function ask(customer: string, later?: (asked: number) => Happening & { at: number }) {
    const stage = openStage('days');
    const { put, play, stores, now, mails, executions } = stage;
    await put([
      {
        type: 'customer.updated',
        customerId: customer,
        properties: { email: `${customer}@example.com`, consent: { email: true } },
      },
    ]);
    await eventually(
      () => stores.profiles.get(customer),
      (profile) => profile?.email !== undefined,
    );
    const asked = Math.floor(now());
    await put([{ type: 'question.asked', customerId: customer, at: asked }]);
    if (later) await play([later(asked)]);
    const run = await eventually(
      async () => (await stores.runs.of(customer)).find(({ journeyId }) => journeyId === 'listener'),
      (one) => one !== undefined && one.status !== 'active',
    );
    const subjects = (await mails(`${customer}@example.com`)).map(({ subject }) => subject);
    return {
      subjects,
      run,
      execution: (await executions('listener')).get(run?.id ?? ''),
    };
  }

  test('goes on with the event that answers', async () => {
    const { subjects, run } = await ask('wanda', (asked) => ({
      type: 'question.answered',
      customerId: 'wanda',
      at: asked + 4 * DAY,
    }));
    expect(subjects).toEqual(['over']);
    expect(run).toMatchObject({ status: 'completed' });
  });

  test('goes another way when its time is over', async () => {
    const { subjects } = await ask('timo');
    expect(subjects).toContain('no-answer');
    expect(subjects.at(-1)).toBe('over');
  });

  test('ends in the middle of it when an exit says so, and sends nothing', async () => {
    const { subjects, run, execution } = await ask('vera', (asked) => ({
      type: 'question.withdrawn',
      customerId: 'vera',
      at: asked + 4 * DAY,
    }));
    expect(subjects).toEqual([]);
    expect(run).toMatchObject({ status: 'exited', outcome: 'withdrawn' });
    expect(execution).toBe('ABORTED');
  });
});
