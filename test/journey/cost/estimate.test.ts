// What a journey costs from its machine alone, and prices that say where they are from.

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../lib/customer/json.ts';
import type { Terms } from '../../../lib/journey/cost/bill.ts';
import { estimate } from '../../../lib/journey/cost/estimate.ts';
import { modelOf } from '../../../lib/journey/cost/model.ts';
import { each, LOOKED_UP, prices, sources, textPrices } from '../../../lib/journey/cost/prices.ts';
import { unitsOf } from '../../../lib/journey/cost/requests.ts';
import { pieces } from '../../../lib/journey/cost/work.ts';
import { deployable, say } from '../../language/journeys.ts';

const terms: Terms = {
  prices: prices['us-east-1'],
  emailPlan: 'a-la-carte',
  textPrice: 0.05,
  callMillis: 100,
  memoryMegabytes: 512,
};

function estimated(...steps: JsonObject[]) {
  const [deployed] = deployable({ journeys: [{ steps }] }).catalog.journeys.values();
  if (!deployed) throw new Error('there is no journey');
  return estimate(modelOf(deployed.journey, deployed.machine, new Map()), terms);
}

describe('without a replay', () => {
  test('the least is a message held, the most one sent: between them is its price, and no share is made up', () => {
    const { run } = estimated(say('hello'));
    expect(run.least.ses).toBe(0);
    expect(run.most.ses).toBeCloseTo(0.0001, 10);
    expect(run.least.stepFunctions).toBe(run.most.stepFunctions);
  });

  test('the dearest channel counts, with the job that its first channel passed on', () => {
    const { run } = estimated(say('hello', { channel: ['email', 'sms'] }));
    expect(run.most.sns).toBe(0.05);
    expect(run.most.sqs - run.least.sqs).toBeCloseTo(3 * 0.0000004, 12);
  });

  test('each way is told with its own range', () => {
    const isGold = { attribute: 'tier', eq: 'gold' };
    const { ways, run } = estimated({ type: 'branch', cases: [{ when: isGold, steps: [say('hello')] }] });
    expect(ways.map(({ path, transitions }) => [path, transitions])).toEqual([
      ['branch-1: otherwise', 3],
      ['branch-1: tier is gold', 3],
    ]);
    const [other, gold] = ways;
    expect(other?.most).toEqual(other?.least);
    expect(gold?.most).toEqual(run.most);
    expect(other?.least).toEqual(run.least);
  });

  test('where there are too many ways to tell, the range still is that of all of them', () => {
    const half = (id: string): JsonObject => ({
      id,
      type: 'branch',
      cases: [{ when: { attribute: id, eq: 1 }, steps: [say(`m-${id}`)] }],
    });
    const { cut, run } = estimated(...['a', 'b', 'c', 'd', 'e', 'f'].map(half));
    expect(cut).toBe(true);
    expect(run.least.ses).toBe(0);
    expect(run.most.ses).toBeCloseTo(6 * 0.0001, 10);
  });
});

describe('prices', () => {
  test('each names its source, which has an address and a date', () => {
    for (const list of Object.values(prices)) {
      const { email, ...others } = list;
      for (const price of [...Object.values(email), ...Object.values(others), ...Object.values(textPrices)]) {
        expect(each(price)).toBeGreaterThan(0);
        expect(sources[price.from].url).toMatch(/^https:\/\//);
        expect(sources[price.from].asOf.slice(0, 4) <= LOOKED_UP.slice(0, 4)).toBe(true);
      }
    }
  });

  test('a million transitions are $25; an event that means nothing takes 4 read units and 7 write units', () => {
    expect(1_000_000 * each(prices['us-east-1'].transition)).toBe(25);
    expect(unitsOf(pieces.event.calls)).toEqual({ reads: 4, writes: 7 });
  });
});
