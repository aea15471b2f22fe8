// Which executions can be redriven: the conditions of Step Functions, so that none goes on here that would not there.

import { formatInstant } from '../../customer/time.ts';
import type { Clock } from '../../ports.ts';
import { HISTORY_EVENTS } from '../asl/limits.ts';
import type { StoredExecution } from './execution-table.ts';
import type { ExecutionFailure } from './failures.ts';
import type { Machines } from './machines.ts';

/** For how long (ms) after its failure an execution can be redriven. */
export const REDRIVABLE = 14 * 86_400_000;

/** Why an execution that failed cannot be redriven; undefined if it can. */
export function whyNotRedriven(
  { clock, machines }: { clock: Clock; machines: Machines },
  { journeyId, version, endedAt }: StoredExecution,
  { execution }: ExecutionFailure,
): string | undefined {
  const now = clock.now();
  if (endedAt !== null && now >= endedAt + REDRIVABLE) {
    return `it failed at ${formatInstant(endedAt)}, and can be redriven for fourteen days`;
  }
  if (now >= execution.expiresAt) return 'it has run for a year, which is the longest that an execution may';
  // The redrive is an event of the history itself, and something has to come after it.
  if (execution.events >= HISTORY_EVENTS - 2) return 'its history is full';
  if (!machines.has(journeyId, version)) return `version ${version} of its journey is no longer kept`;
  return undefined;
}
