// Called each day: looks at the runs that seem active, and closes those that are over. What it has no time for, the next
// day's sees first.

import type { Context } from 'aws-lambda';
import { sweepRuns } from '../../functions/sweep-runs.ts';
import { pause } from '../../lib/aws/clock.ts';
import { logger, observed } from './observed.ts';
import { clock, runner, stores } from './ports.ts';

/** A call, tried again as often as it may be, takes no longer than this (ms). */
const ONE_MORE = 60_000;

const ports = { clock, ...stores(), runner: runner() };

export const handler = observed(async (_: unknown, context: Context) => {
  const hasTime = () => context.getRemainingTimeInMillis() > ONE_MORE;
  const swept = await sweepRuns(ports, { hasTime, pause });
  logger.info('swept', swept);
  const [first] = swept.failures;
  if (first === undefined) return swept;
  throw new Error(`${swept.failures.length} runs could not be looked at; the first: ${first}`);
});
