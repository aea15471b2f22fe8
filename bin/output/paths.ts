// The ways through a journey, as a table.

import { STATE_TRANSITION } from '../../lib/embedded/report/prices.ts';
import type { Costs } from '../../lib/journey/compile/cost.ts';
import type { Journey } from '../../lib/journey/journey.ts';
import { formatDollars, formatNumber, table } from './table.ts';

export function printPaths(journey: Journey, costs: Costs): void {
  const rows = costs.paths.map((path) => [
    path.transitions,
    formatDollars(path.transitions * STATE_TRANSITION * 1000),
    path.outcome,
    path.path,
  ]);
  console.log(`The ways through ${journey.id}, in state transitions of Step Functions:\n`);
  console.log(table(['transitions', 'per 1,000 runs', 'outcome', 'path'], rows));
  const more = costs.cut ? '; ways that come to the same are told together' : '';
  const { least, most } = costs;
  const span = least === most ? formatNumber(least) : `${formatNumber(least)} to ${formatNumber(most)}`;
  console.log(`\n${span} transitions a run${more}.`);
  if (journey.exit) console.log('A run that an exit event ends on its way costs only what it went through.');
  console.log('A message held back costs 2 more each time; a retry costs 1.');
}
