// docs/scale.md tells what the simulation in bench/ comes to. UPDATE_DOCS=1 writes its tables anew.

import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { quotaRegions } from '../../bench/quota-figures.ts';
import { type Outcome, type Scenario, scenarios, simulate } from '../../bench/quotas.ts';
import { scaleTables } from '../../bench/scale-tables.ts';
import { shopLoad } from '../../bench/shop-load.ts';
import { generatedParts, readPage, regenerate, root } from './markdown.ts';

const PAGE = 'docs/scale.md';

test('the tables in docs/scale.md are those of the simulation', () => {
  const tables = scaleTables(shopLoad);
  const fresh = regenerate(readPage(PAGE), tables);
  if (process.env.UPDATE_DOCS) writeFileSync(`${root}${PAGE}`, fresh);
  expect(readPage(PAGE), 'stale: run UPDATE_DOCS=1 npx vitest run test/docs').toBe(fresh);
  expect(new Set(generatedParts(fresh))).toEqual(new Set(tables.keys()));
});

describe('the simulation', () => {
  const of = (scenario: Scenario, quota: string): Outcome => {
    const outcome = simulate(shopLoad, scenario, 'eu-central-1').find((one) => one.quota === quota);
    if (!outcome) throw new Error(`there is no quota "${quota}"`);
    return outcome;
  };
  const at = (eventsPerSecond: number) => ({ name: 'some', eventsPerSecond });

  test('work under its quota in every second never waits', () => {
    expect(of(at(1), 'starts').longestWait).toBe(0);
  });

  test('work over its quota all day long queues, and the queue grows all day', () => {
    expect(of(at(10_000), 'starts').longestWait).toBe(Number.POSITIVE_INFINITY);
  });

  test('a quota that holds on average, but not in the busiest hour, lets work wait for a while', () => {
    const { starts } = shopLoad.perEvent;
    const { longestWait, use } = of(at(149 / starts), 'starts');
    expect(use).toBeGreaterThan(1);
    expect(longestWait).toBeGreaterThan(3600);
    expect(longestWait).toBeLessThan(86_400);
  });

  test('ten times the customers ask for ten times as much of everything', () => {
    for (const region of quotaRegions) {
      const few = simulate(shopLoad, at(7), region);
      const many = simulate(shopLoad, at(70), region);
      expect(many.map(({ quota }) => quota)).toEqual(few.map(({ quota }) => quota));
      for (const [n, { use }] of few.entries()) expect(many[n]?.use).toBeCloseTo(10 * use, 9);
    }
  });

  test('customers and events a second are two words for the same load', () => {
    const [, million] = scenarios(shopLoad);
    expect(million?.eventsPerSecond).toBeCloseTo((1e6 * shopLoad.eventsPerCustomerAndDay) / 86_400, 9);
  });
});
