// What journeys cost, for programs. Dollars are for all entries, and of a way for one run.

import type { JsonObject } from '../../lib/customer/json.ts';
import type { Bill } from '../../lib/journey/cost/bill.ts';
import { timesBill } from '../../lib/journey/cost/estimate.ts';
import { LOOKED_UP } from '../../lib/journey/cost/prices.ts';
import type { Costs, JourneyCost } from '../costs.ts';

export function costJson({ entries, region, terms, journeys, idle }: Costs): JsonObject {
  const { prices: _prices, ...assumed } = terms;
  return {
    entries,
    region,
    pricesLookedUp: LOOKED_UP,
    assumed,
    idleEvent: rounded(idle),
    journeys: Object.fromEntries(journeys.map((cost) => [cost.id, journeyJson(cost, entries)])),
  };
}

function journeyJson({ estimate, measured }: JourneyCost, entries: number): JsonObject {
  if (measured) {
    return {
      runs: measured.runs,
      transitions: measured.transitions,
      expected: rounded(timesBill(measured.each, entries)),
      ways: measured.ways.map(({ each, ...way }) => ({ ...way, each: rounded(each) })),
    };
  }
  return {
    transitions: estimate.transitions,
    least: rounded(timesBill(estimate.run.least, entries)),
    most: rounded(timesBill(estimate.run.most, entries)),
    waysAreCut: estimate.cut,
    ways: estimate.ways.map(({ least, most, ...way }) => ({
      ...way,
      least: rounded(least),
      most: rounded(most),
    })),
  };
}

/** To a billionth of a dollar: what floating point adds is gone. */
function rounded(bill: Bill): JsonObject {
  return Object.fromEntries(Object.entries(bill).map(([name, value]) => [name, Number(value.toFixed(9))]));
}
