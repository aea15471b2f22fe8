// The report: what became of every run and message, counted; and what that would cost on AWS.

import { describe, expect, test } from 'vitest';
import { costOf } from '../../../lib/embedded/report/prices.ts';
import { countJourneys, type JourneyCounts, type Report } from '../../../lib/embedded/report/report.ts';
import { reportJson } from '../../../lib/embedded/report/report-json.ts';
import type { Run } from '../../../lib/ports.ts';

function run(fields: Partial<Run>): Run {
  return {
    id: 'run',
    journeyId: 'j',
    version: 'v',
    customerId: 'ann',
    concurrencyKey: '',
    entry: { at: 0, seq: 1 },
    eventId: 'e',
    eventType: 'start',
    trigger: {},
    depth: 0,
    claimedAt: 0,
    journeyZone: 'UTC',
    exit: [],
    goal: null,
    goalUntil: null,
    status: 'completed',
    outcome: null,
    endedAt: 1,
    convertedAt: null,
    splits: {},
    ...fields,
  };
}

const count = (...runs: Run[]): JourneyCounts | undefined => countJourneys(runs, ['j']).j;

describe('the counts of a journey', () => {
  test('are all zero where nobody entered', () => {
    expect(countJourneys([], ['b', 'a'])).toMatchObject({
      a: { entered: 0 },
      b: { entered: 0, outcomes: {} },
    });
    expect(Object.keys(countJourneys([], ['b', 'a']))).toEqual(['a', 'b']);
  });

  test('add up: entered is active, completed, exited and failed', () => {
    const counts = count(
      run({}),
      run({ status: 'active' }),
      run({ status: 'exited', outcome: 'missed' }),
      run({ status: 'exited', outcome: 'missed' }),
      run({ status: 'exited', outcome: 'returned' }),
      run({ status: 'failed', outcome: 'TypeError' }),
    );
    expect(counts).toMatchObject({ entered: 6, active: 1, completed: 1, exited: 3, failed: 1 });
    expect(counts?.outcomes).toEqual({ missed: 2, returned: 1 });
  });

  test('keep those who were held out apart, conversions included', () => {
    const counts = count(
      run({ convertedAt: 5 }),
      run({ status: 'heldOut' }),
      run({ status: 'heldOut', convertedAt: 5 }),
    );
    expect(counts).toMatchObject({ entered: 1, converted: 1, heldOut: 2, heldOutConverted: 1 });
  });

  test('tell each split by its branches', () => {
    const counts = count(
      run({ splits: { offer: 'a' }, convertedAt: 5 }),
      run({ splits: { offer: 'a' } }),
      run({ splits: { offer: 'b' } }),
    );
    expect(counts?.splits).toEqual({
      offer: { a: { entered: 2, converted: 1 }, b: { entered: 1, converted: 0 } },
    });
  });

  test('include a journey that is not deployed any more', () => {
    expect(countJourneys([run({ journeyId: 'old' })], ['j'])).toMatchObject({ j: {}, old: { entered: 1 } });
  });
});

test('a million transitions cost 25 dollars, and the parts add up to the total', () => {
  const cost = costOf({
    transitions: 1_000_000,
    events: 1_000_000,
    invocations: 1_000_000,
    queued: 1_000_000,
    emails: 1_000_000,
  });
  expect(cost).toEqual({
    stepFunctions: 25,
    eventBridge: 1,
    lambda: 0.2,
    sqs: 1.2,
    ses: 100,
    total: 127.4,
  });
});

test('the printed report has no field that is not documented', () => {
  const report: Report = {
    events: 1,
    rejected: 0,
    customers: 1,
    from: null,
    to: null,
    journeys: countJourneys([run({})], []),
    messages: {},
    rendered: 0,
    transitions: 1,
    cost: costOf({ transitions: 1, events: 1, invocations: 1, queued: 1, emails: 0 }),
    seconds: 0,
  };
  const fields = 'entered active completed exited outcomes converted heldOut failed splits'.split(' ');
  expect(Object.keys(reportJson(report).journeys.j ?? {})).toEqual(fields);
  expect({ ...reportJson(report), journeys: {} }).toEqual({ ...report, journeys: {} });
});
