// `branch` and `repeat`: which way a run goes, and how often.

import { describe, expect, test } from 'vitest';
import { say } from './journeys.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const start = [on('03-01', 'start', { total: 50 })];

describe('a branch', () => {
  const over = (limit: number, id: string) => ({ when: { trigger: 'total', gt: limit }, steps: [say(id)] });
  const wayOf = async (branch: object) =>
    (
      await season({
        journeys: [{ steps: [{ type: 'branch', ...JSON.parse(JSON.stringify(branch)) }, say('joined')] }],
        events: start,
      })
    )
      .sent()
      .map((line) => line.replace('03-01 ', ''));

  test('takes the first case that holds', async () => {
    expect(await wayOf({ cases: [over(99, 'a'), over(40, 'b'), over(10, 'c')] })).toEqual(['b', 'joined']);
  });

  test('takes else when none holds, and goes on where there is no else', async () => {
    expect(await wayOf({ cases: [over(99, 'a')], else: [say('other')] })).toEqual(['other', 'joined']);
    expect(await wayOf({ cases: [over(99, 'a')] })).toEqual(['joined']);
  });

  test('may hold nothing in a case, and that case is still taken', async () => {
    const empty = { when: { trigger: 'total', gt: 40 }, steps: [] };
    expect(await wayOf({ cases: [empty, over(10, 'c')], else: [say('other')] })).toEqual(['joined']);
  });

  test('keeps which case held', async () => {
    const { explain } = await season({
      journeys: [{ steps: [{ id: 'size', type: 'branch', cases: [over(99, 'a'), over(40, 'b')] }] }],
      events: start,
    });
    expect((await explain()).find(({ stepId }) => stepId === 'size')?.reason).toBe(
      'case 2 holds: trigger.total over 40',
    );
  });
});

describe('a repeat', () => {
  test('goes round as often as it says, and each round is a visit of its own', async () => {
    const { sent } = await season({
      journeys: [
        {
          steps: [{ type: 'repeat', times: 3, steps: [say('hi'), { type: 'wait', for: 'P1D' }] }, say('bye')],
        },
      ],
      events: start,
    });
    expect(sent()).toEqual(['03-01 hi', '03-02 hi 2', '03-03 hi 3', '03-04 bye']);
  });

  test('inside another begins again, and its visits name both rounds', async () => {
    const { sent } = await season({
      journeys: [
        {
          steps: [
            {
              type: 'repeat',
              times: 2,
              steps: [
                { type: 'repeat', times: 2, steps: [say('in')] },
                say('between'),
                { type: 'repeat', times: 1, steps: [say('once')] },
              ],
            },
            say('out'),
          ],
        },
      ],
      events: start,
    });
    expect(sent().map((line) => line.replace('03-01 ', ''))).toEqual([
      'in 1.1',
      'in 1.2',
      'between',
      'once 1.1',
      'in 2.1',
      'in 2.2',
      'between 2',
      'once 2.1',
      'out',
    ]);
  });

  test('inside a branch inside a repeat begins again, too', async () => {
    const { sent } = await season({
      journeys: [
        {
          steps: [
            {
              type: 'repeat',
              times: 2,
              steps: [
                {
                  type: 'branch',
                  cases: [
                    {
                      when: { trigger: 'total', eq: 50 },
                      steps: [
                        {
                          type: 'repeat',
                          times: 2,
                          until: { event: 'never' },
                          steps: [say('in')],
                        },
                      ],
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
      events: start,
    });
    expect(sent().map((line) => line.replace('03-01 in ', ''))).toEqual(['1.1', '1.2', '2.1', '2.2']);
  });

  test('tests until after each round: the first always comes', async () => {
    const { sent } = await season({
      journeys: [
        {
          steps: [
            {
              type: 'repeat',
              times: 5,
              until: { event: 'order.placed', since: 'entry' },
              steps: [say('nudge'), { type: 'wait', for: 'P2D' }],
            },
            say('done'),
          ],
        },
      ],
      events: [...start, on('03-04', 'order.placed')],
    });
    expect(sent()).toEqual(['03-01 nudge', '03-03 nudge 2', '03-05 done']);
  });

  test('whose until never holds ends with its times', async () => {
    const { sent } = await season({
      journeys: [
        { steps: [{ type: 'repeat', times: 2, until: { event: 'x' }, steps: [say('hi')] }, say('bye')] },
      ],
      events: start,
    });
    expect(sent()).toEqual(['03-01 hi', '03-01 hi 2', '03-01 bye']);
  });

  test('whose until is met in an inner repeat begins that one again in the next outer round', async () => {
    const { sent } = await season({
      journeys: [
        {
          steps: [
            {
              type: 'repeat',
              times: 2,
              steps: [
                {
                  type: 'repeat',
                  times: 3,
                  until: { message: 'in', was: 'sent' },
                  steps: [say('in')],
                },
              ],
            },
          ],
        },
      ],
      events: start,
    });
    expect(sent()).toEqual(['03-01 in 1.1', '03-01 in 2.1']);
  });

  test('tells its templates the visit', async () => {
    const { messages } = await season({
      journeys: [{ steps: [{ type: 'repeat', times: 2, steps: [say('hi')] }] }],
      events: start,
    });
    expect(messages.map(({ visit }) => visit)).toEqual([1, 2]);
  });
});
