// Real time, in small doses: what becomes due is done, what comes in is taken up, and stopping waits for the rest.

import { expect, onTestFinished, test } from 'vitest';
import { realClock } from '../../../lib/embedded/clock.ts';
import { createLiveLoop, type LiveLoop } from '../../../lib/embedded/engine/live-loop.ts';
import { call, type Making, machineOf, message, type Workshop, workshop } from './workshop.ts';

function running(making: Making, rates: Record<string, number> = {}): Workshop & { live: LiveLoop } {
  const shop = workshop({ ...making, clock: realClock });
  const live = createLiveLoop(shop.engine, realClock, rates);
  void live.run();
  onTestFinished(() => live.stop());
  return { ...shop, live };
}

const namesIn = (log: string[]) => log.map((line) => line.split(' ').slice(1).join(' '));

/** Turns the event loop until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}

const asks = machineOf({ ask: call('ask') });

test('a run that is started while nothing is due is driven at once', async () => {
  const { log, start } = running({ machines: { asks } });
  await new Promise(setImmediate);
  await start('asks', 'ann');
  await until(() => log.length === 2);
  expect(namesIn(log)).toEqual(['ask ann', 'runEnded ann']);
});

test('a run sleeps until its moment, and not longer', async () => {
  // Machines sleep in whole seconds.
  const moment = Math.ceil((realClock.now() + 20) / 1000) * 1000;
  const sleep = { Type: 'Wait' as const, Timestamp: new Date(moment).toISOString(), Next: 'ask' };
  let askedAt = 0;
  const { start } = running({
    machines: { m: machineOf({ sleep, ask: call('ask') }) },
    on: (name) => {
      if (name === 'ask') askedAt = realClock.now();
      return null;
    },
  });
  await start('m', 'ann');
  await until(() => askedAt > 0);
  expect(askedAt).toBeGreaterThanOrEqual(moment);
});

test('messages of a channel go out side by side, and no more than a handful at once', async () => {
  const gates: (() => void)[] = [];
  const shop = running({
    machines: { m: machineOf({ mail: message('email') }) },
    on: async (queue, { token }) => {
      if (queue !== 'email') return null;
      await new Promise<void>((open) => gates.push(open));
      await shop.engine.runner.succeed(String(token), null);
      return null;
    },
  });
  for (let i = 0; i < 12; i++) await shop.start('m', `c${i}`);
  await until(() => gates.length >= 2);
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  const atOnce = gates.length;
  expect(atOnce).toBeLessThan(12);
  let opened = 0;
  await until(() => {
    for (; opened < gates.length; opened++) gates[opened]?.();
    return shop.log.filter((line) => line.includes('runEnded')).length === 12;
  });
});

test('a channel with a rate sends no faster; another sends as fast as it can', async () => {
  const begun: Record<string, number[]> = { email: [], sms: [] };
  const machines = {
    mails: machineOf({ mail: message('email') }),
    texts: machineOf({ text: message('sms') }),
  };
  const shop = running(
    {
      machines,
      on: async (queue, { token }) => {
        begun[queue]?.push(realClock.now());
        if (token !== undefined) await shop.engine.runner.succeed(String(token), null);
        return null;
      },
    },
    { email: 20 },
  );
  for (let i = 0; i < 26; i++) await shop.start('mails', `m${i}`);
  for (let i = 0; i < 26; i++) await shop.start('texts', `t${i}`);
  await until(() => begun.email?.length === 26 && begun.sms?.length === 26);
  const took = (queue: string) => (begun[queue]?.at(-1) ?? 0) - (begun[queue]?.[0] ?? 0);
  // Twenty at once, and then one each fifty milliseconds.
  expect(took('email')).toBeGreaterThanOrEqual(290);
  expect(took('sms')).toBeLessThan(took('email'));
});

test('a slow message holds up no other run', async () => {
  let finish = () => {};
  const { log, start } = running({
    machines: { asks, mails: machineOf({ mail: message('email') }) },
    on: async (queue) => {
      if (queue === 'email') await new Promise<void>((done) => (finish = done));
      return null;
    },
  });
  await start('mails', 'ann');
  await until(() => log.length === 1);
  await start('asks', 'ben');
  await until(() => log.length === 3);
  expect(namesIn(log)).toEqual(['email ann', 'ask ben', 'runEnded ben']);
  finish();
});

test('stopping waits for what is under way, and takes nothing new', async () => {
  let open = () => {};
  let isSent = false;
  const { engine, live, log, start } = running({
    machines: { m: machineOf({ mail: message('email') }) },
    on: async (queue) => {
      if (queue !== 'email') return null;
      await new Promise<void>((resolve) => {
        open = resolve;
      });
      isSent = true;
      return null;
    },
  });
  await start('m', 'ann');
  await until(() => log.length === 1);
  const stopped = live.stop();
  await engine.bus.put([{ id: '1', type: 't', customerId: 'ben', at: 0, properties: {}, depth: 0 }]);
  open();
  await stopped;
  expect(isSent).toBe(true);
  expect(namesIn(log)).toEqual(['email ann']);
  expect(engine.jobs.take(['events'])).toBeDefined();
});
