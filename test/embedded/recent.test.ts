// What the embedded store remembers: so much and no more, and nothing that was undone.

import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../lib/embedded/database.ts';
import { Recent } from '../../lib/embedded/recent.ts';

test('what was used last is remembered, and what was not used for long is let go', () => {
  const recent = new Recent<number>(10);
  for (let n = 0; n < 100; n++) {
    recent.set(`n${n}`, n);
    expect(recent.get('n0')).toBe(0);
  }
  expect(recent.get('n99')).toBe(99);
  expect(recent.get('n50')).toBeUndefined();
});

test('at most twice the capacity is held, by weight', () => {
  const recent = new Recent<string>(10, (text) => text.length);
  const names = Array.from({ length: 100 }, (_, n) => `n${n}`);
  for (const name of names) recent.set(name, 'four');
  expect(names.filter((name) => recent.get(name) !== undefined).length).toBeLessThanOrEqual(6);
});

test('when writes are undone, what was remembered of them is forgotten', () => {
  const database = openDatabase(':memory:', { durable: false });
  onTestFinished(() => database.close());
  const recent = database.remember<string>('names', 10);
  recent.set('ann', 'before');
  expect(() =>
    database.write(() => {
      recent.set('ann', 'never written');
      throw new Error('refused');
    }),
  ).toThrow('refused');
  expect(recent.get('ann')).toBeUndefined();
  expect(database.remember('names', 10)).toBe(recent);
});

test('what is owed is written once, before the commit or when it is asked for', async () => {
  const database = openDatabase(':memory:', { durable: false });
  onTestFinished(() => database.close());
  let written = 0;
  const write = () => {
    written += 1;
  };
  database.owe(write);
  database.owe(write);
  expect(written).toBe(0);
  database.settle();
  await database.committed();
  expect(written).toBe(1);
  database.owe(write);
  await database.committed();
  expect(written).toBe(2);
});

test('when what is owed cannot be written, those who wait for the commit are told, and nothing goes on', async () => {
  const database = openDatabase(':memory:', { durable: true });
  database.owe(() => {
    throw new Error('the disk is full');
  });
  await expect(database.committed()).rejects.toThrow('could not be written (the disk is full)');
  expect(() => database.write(() => {})).toThrow('the last changes are lost');
});
