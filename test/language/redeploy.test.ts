// A journey is changed while runs are under way: they finish as they began.

import { expect, test } from 'vitest';
import { say } from './journeys.ts';
import { live } from './live.ts';
import { on } from './moments.ts';

test('a run that waits in a step finishes as it began, though the step and its template are gone', async () => {
  const world = await live({
    from: '03-01',
    journeys: [
      { steps: [{ type: 'wait', for: 'P3D' }, say('old'), { type: 'wait', for: 'P3D' }, say('older')] },
    ],
  });
  await world.arrives(on('03-01', 'start'));
  await world.goTo('03-02');
  await world.redeploy({ journeys: [{ steps: [say('new')] }] });
  await world.arrives(on('03-02', 'start', {}, 'bob'));
  await world.goTo('03-20');
  expect(world.sent()).toEqual(['03-04 old', '03-07 older']);
  expect(
    [...world.stores.messages.all()].map(({ message }) => `${message.customerId} ${message.status}`),
  ).toEqual(['bob held', 'ann sent', 'ann sent']);
});

test('a run goes on, though its journey is gone', async () => {
  const world = await live({
    from: '03-01',
    journeys: [{ steps: [{ type: 'waitFor', event: 'order.placed', timeout: 'P3D' }, say('old')] }],
  });
  await world.arrives(on('03-01', 'start'));
  await world.goTo('03-02');
  await world.redeploy({ journeys: [{ id: 'another' }] });
  await world.arrives(on('03-02', 'order.placed'));
  await world.settle();
  expect(world.sent()).toEqual(['03-02 old']);
});

test('a run keeps the exits and the goal that it began with', async () => {
  const wait = { type: 'wait', for: 'P9D' };
  const world = await live({
    from: '03-01',
    customers: ['ann', 'bob'],
    journeys: [{ exit: [{ event: 'left' }], goal: { event: 'order.placed' }, steps: [wait] }],
  });
  await world.arrives(on('03-01', 'start'));
  await world.settle();
  await world.redeploy({ journeys: [{ steps: [wait] }] });
  await world.arrives(on('03-01', 'start', {}, 'bob'));
  await world.settle();
  for (const customer of ['ann', 'bob']) {
    await world.arrives(on('03-02', 'order.placed', {}, customer));
    await world.arrives(on('03-02', 'left', {}, customer));
  }
  await world.goTo('03-20');
  expect(world.counts()).toMatchObject({ entered: 2, exited: 1, completed: 1, converted: 1 });
});

test('re-entry goes by the journey, not by its version', async () => {
  const world = await live({ from: '03-01', journeys: [{}] });
  await world.arrives(on('03-01', 'start'));
  await world.settle();
  await world.redeploy({ journeys: [{ steps: [say('new')] }] });
  await world.arrives(on('03-02', 'start'));
  await world.settle();
  expect(world.counts().entered).toBe(1);
});
