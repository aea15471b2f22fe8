// A server that was down, or is behind: what came in first is done first.

import { expect, test, vi } from 'vitest';
import { createLiveLoop } from '../../lib/embedded/engine/live-loop.ts';
import { say } from './journeys.ts';
import { type Live, live } from './live.ts';
import { asEvent, moment, on } from './moments.ts';

const journeys = [
  {
    steps: [
      { id: 'order', type: 'waitFor', event: 'order.placed', timeout: 'P5D', else: [say('reminder')] },
      say('done'),
    ],
  },
];

/** A world where Ann waits for an order until the 6th, and nobody has looked at it since the 2nd. */
async function waiting(): Promise<Live> {
  const world = await live({ from: '03-01', journeys });
  await world.arrives(on('03-01', 'start'));
  await world.goTo('03-02');
  return world;
}

/** Lets the server work until all is done that can be. */
async function serve(world: Live, sent: string[]): Promise<void> {
  const loop = createLiveLoop(world.engine, world.clock);
  const running = loop.run();
  await vi.waitFor(() => expect(world.sent()).toEqual(sent), { interval: 1 });
  await loop.stop();
  await running;
}

test('an order that was taken in before a deadline is not lost to it', async () => {
  const world = await waiting();
  await world.engine.bus.put([asEvent(on('03-02', 'order.placed'), 100)]);
  world.clock.set(moment('03-10'));
  await serve(world, ['03-10 done']);
});

test('an order that came in after it is', async () => {
  const world = await waiting();
  world.clock.set(moment('03-06 00:00:01'));
  await world.engine.bus.put([asEvent(on('03-06 00:00:01', 'order.placed'), 100)]);
  world.clock.set(moment('03-10'));
  await serve(world, ['03-10 reminder', '03-10 done']);
});
