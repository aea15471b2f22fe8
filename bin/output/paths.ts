// The ways through a journey, as a table.

import { STATE_TRANSITION } from '../../lib/embedded/report/prices.ts';
import type { Costs } from '../../lib/journey/compile/cost.ts';
import { formatDollars, formatNumber, table } from './table.ts';

export function printPaths(journeyId: string, costs: Costs): void {
  const rows = costs.paths.map((path) => [
    path.transitions,
    formatDollars(path.transitions * STATE_TRANSITION * 1000),
    path.outcome,
    path.path,
  ]);
  console.log(`The ways through ${journeyId}, in state transitions of Step Functions:\n`);
  console.log(table(['transitions', 'per 1,000 runs', 'outcome', 'path'], rows));
  const more = costs.cut ? '; there are more ways than are listed here' : '';
  console.log(`\n${formatNumber(costs.least)} to ${formatNumber(costs.most)} transitions a run${more}.`);
  console.log('A message held back costs 2 more each time; a retry costs 1.');
}
