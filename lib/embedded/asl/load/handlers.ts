// Loads Retry and Catch.

import type { CatcherDefinition, RetrierDefinition } from '../definition/states.ts';
import { ERRORS } from '../errors.ts';
import type { Catcher, Retrier } from '../machine.ts';
import { handover } from './handover.ts';
import { type Loading, pathOf } from './loading.ts';

export function loadRetriers(loading: Loading, definitions: readonly RetrierDefinition[]): Retrier[] {
  checkWildcards(loading, 'Retry', definitions);
  return definitions.map((definition, index) => {
    const { IntervalSeconds = 1, MaxDelaySeconds } = definition;
    if (MaxDelaySeconds !== undefined && MaxDelaySeconds <= IntervalSeconds) {
      loading.problems.add(
        pathOf(loading, `Retry[${index}]/MaxDelaySeconds`),
        `must be greater than IntervalSeconds (${IntervalSeconds})`,
      );
    }
    return {
      errors: definition.ErrorEquals,
      intervalSeconds: IntervalSeconds,
      maxAttempts: definition.MaxAttempts ?? 3,
      backoffRate: definition.BackoffRate ?? 2,
      maxDelaySeconds: MaxDelaySeconds,
      jitter: definition.JitterStrategy === 'FULL',
    };
  });
}

export function loadCatchers(loading: Loading, definitions: readonly CatcherDefinition[]): Catcher[] {
  checkWildcards(loading, 'Catch', definitions);
  return definitions.map((definition, index) => ({
    errors: definition.ErrorEquals,
    next: definition.Next,
    ...handover(loading, `Catch[${index}]/`, definition, 'error'),
  }));
}

/** States.ALL stands alone, and last. */
function checkWildcards(
  loading: Loading,
  field: string,
  definitions: readonly { readonly ErrorEquals: readonly string[] }[],
): void {
  for (const [index, { ErrorEquals }] of definitions.entries()) {
    if (!ErrorEquals.includes(ERRORS.all)) continue;
    const path = pathOf(loading, `${field}[${index}]/ErrorEquals`);
    if (ErrorEquals.length > 1) loading.problems.add(path, `${ERRORS.all} must stand alone`);
    if (index < definitions.length - 1) {
      loading.problems.add(path, `${ERRORS.all} must stand in the last element of ${field}`);
    }
  }
}
