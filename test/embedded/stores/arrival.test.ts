// Beyond the contract, the SQLite timeline numbers the events of all customers in one sequence.

import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../lib/embedded/database.ts';
import { createTimeline } from '../../../lib/embedded/stores/timeline.ts';
import { anEvent, leaveAsIs } from '../../contracts/examples.ts';

test('arrival is counted over all customers, by which a replay orders runs that began at one moment', async () => {
  const database = openDatabase(':memory:', { durable: false });
  onTestFinished(() => database.close());
  const timeline = createTimeline(database);

  const recorded = [];
  for (const customerId of ['ben', 'ana', 'cem']) {
    recorded.push((await timeline.record(anEvent({ customerId }), leaveAsIs)).event.seq);
  }
  expect(recorded).toEqual([1, 2, 3]);
});
