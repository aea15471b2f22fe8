// Every access pattern of the stores.

import { patternsOfBackground } from './background.ts';
import { patternsOfCustomers } from './customers.ts';
import type { Pattern } from './pattern.ts';
import { patternsOfRuns } from './runs.ts';
import { patternsOfSends } from './sends.ts';

export const patterns: readonly Pattern[] = [
  ...patternsOfCustomers,
  ...patternsOfRuns,
  ...patternsOfSends,
  ...patternsOfBackground,
];
