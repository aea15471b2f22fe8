import { expect, onTestFinished, test } from 'vitest';
import { seededChance } from '../../../lib/embedded/chance.ts';
import { VirtualClock } from '../../../lib/embedded/clock.ts';
import { openDatabase } from '../../../lib/embedded/database.ts';
import { createEngine, EVENTS_QUEUE } from '../../../lib/embedded/engine/engine.ts';
import { createIntake } from '../../../lib/embedded/engine/intake.ts';

function anIntake({ mostWaiting = 3, path = ':memory:' } = {}) {
  const clock = new VirtualClock(0);
  const database = openDatabase(path, { durable: false });
  onTestFinished(() => database.close());
  const engine = createEngine(database, clock, seededChance(1));
  let broken = false;
  engine.connect({
    functions: {},
    consumers: {
      [EVENTS_QUEUE]: async () => ({
        batchItemFailures: broken ? [{ itemIdentifier: 'x', error: 'it broke' }] : [],
      }),
    },
  });
  const handleOne = async () => {
    const job = engine.jobs.take([EVENTS_QUEUE]);
    if (job) await engine.consume(job);
  };
  const breakDown = () => {
    broken = true;
  };
  return { intake: createIntake(engine, database, mostWaiting), engine, handleOne, breakDown };
}

const events = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `e-${n}`,
    type: 'Seen',
    customerId: 'ada',
    at: 0,
    properties: {},
    depth: 0,
  }));

test('an intake takes events until as many wait as may, and again when one was handled', async () => {
  const { intake, engine, handleOne } = anIntake();
  expect(await intake.accept(events(3))).toBe(true);
  expect(intake.isFull()).toBe(true);
  expect(await intake.accept(events(1))).toBe(false);
  expect(engine.jobs.waiting(EVENTS_QUEUE)).toBe(3);
  await handleOne();
  expect(intake.isFull()).toBe(false);
});

test('a request is taken whole or not at all, and one larger than the intake is taken when there is room', async () => {
  const { intake, engine } = anIntake();
  expect(await intake.accept(events(5))).toBe(true);
  expect(await intake.accept(events(1))).toBe(false);
  expect(engine.jobs.waiting(EVENTS_QUEUE)).toBe(5);
});

test('events that failed and will be tried again still take their place', async () => {
  const { intake, handleOne, breakDown } = anIntake();
  await intake.accept(events(3));
  breakDown();
  await handleOne();
  expect(intake.isFull()).toBe(true);
});

test('what journeys emit is never turned away', async () => {
  const { intake, engine } = anIntake();
  await intake.accept(events(3));
  await engine.bus.put(events(1));
  expect(engine.jobs.waiting(EVENTS_QUEUE)).toBe(4);
});
