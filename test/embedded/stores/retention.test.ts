// What is older than it is to be kept goes; what is under way, or of a kind that is kept, stays.

import { expect, test } from 'vitest';
import { openDatabase } from '../../../lib/embedded/database.ts';
import { createStores } from '../../../lib/embedded/stores/index.ts';
import { sweepRetention } from '../../../lib/embedded/stores/retention.ts';
import { periodsOf } from '../../../lib/journey/retention.ts';
import { aCall, aDecision, aMessage, anEvent, aRun, day, leaveAsIs, noon } from '../../contracts/examples.ts';

const content = { locale: 'en', body: 'Hello' };

/** Something of each kind, of noon and of sixty days later. */
async function filled() {
  const database = openDatabase(':memory:', { durable: false });
  const stores = createStores(database);
  for (const [nth, at] of [noon, noon + 60 * day].entries()) {
    const runId = `run-${nth}`;
    const { event } = await stores.timeline.record(anEvent({ id: `event-${nth}`, at }), leaveAsIs);
    await stores.timeline.markDone(event);
    await stores.runs.claim(aRun({ id: runId, journeyId: `journey-${nth}` }), 0);
    await stores.messages.claim(aMessage({ runId, at }));
    await stores.messages.record(aMessage({ runId, status: 'sent' }), content);
    await stores.calls.begin(aCall({ runId, at }));
    await stores.calls.record(aCall({ runId, status: 'answered' }));
    await stores.decisions.add(runId, aDecision({ runId, at }));
    await stores.runs.end('ana', runId, { status: 'completed', outcome: null, at, splits: {} });
  }
  return { database, ...stores };
}

test('of each kind that has a period, what is older is removed, and counted', async () => {
  const { database, personalData, runs, timeline } = await filled();
  const period = 'P30D';
  const periods = periodsOf({
    events: period,
    contents: period,
    decisions: period,
    runs: period,
    calls: period,
  });
  expect(await sweepRetention(database, periods, noon + 61 * day)).toEqual({
    events: 1,
    contents: 1,
    decisions: 1,
    runs: 1,
    calls: 1,
  });
  const kept = await personalData.ofCustomer('ana');
  expect(kept).toMatchObject({
    events: [{ id: 'event-1' }],
    decisions: [{ runId: 'run-1' }],
    runs: [{ id: 'run-1' }],
    calls: [{ runId: 'run-1' }],
    messages: [
      { runId: 'run-0', content: null },
      { runId: 'run-1', content },
    ],
  });
  expect(await runs.get('ana', 'run-0')).toBeUndefined();
  expect(await timeline.read('ana', { types: ['order.placed'] })).toHaveLength(1);
  expect(await sweepRetention(database, periods, noon + 61 * day)).toEqual({});
});

test('what has no period stays, and so does what is under way', async () => {
  const { database, personalData, runs, timeline } = await filled();
  await runs.claim(aRun({ id: 'active', journeyId: 'other' }), 0);
  await timeline.record(anEvent({ id: 'not done' }), leaveAsIs);
  const before = await personalData.ofCustomer('ana');
  expect(await sweepRetention(database, {}, noon + 900 * day)).toEqual({});
  expect(await personalData.ofCustomer('ana')).toEqual(before);

  const periods = periodsOf({ events: 'P30D', runs: 'P30D' });
  await sweepRetention(database, periods, noon + 900 * day);
  expect(await personalData.ofCustomer('ana')).toMatchObject({
    events: [{ id: 'not done' }],
    runs: [{ id: 'active' }],
  });
});

test('thousands of records are removed whole', async () => {
  const { database, decisions } = await filled();
  for (let nth = 0; nth < 2500; nth += 1) await decisions.add(`decision-${nth}`, aDecision());
  const periods = periodsOf({ decisions: 'P30D' });
  expect(await sweepRetention(database, periods, noon + 45 * day)).toEqual({ decisions: 2501 });
});
