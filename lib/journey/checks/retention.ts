// What asks for events that are not kept for so long would be answered wrongly, and without a word.

import { addDuration } from '../calendar/duration.ts';
import type { Condition } from '../condition/condition.ts';
import { periodsOf, type Retention } from '../retention.ts';
import type { Check } from './check.ts';
import { placedLeaves } from './places.ts';
import type { Finding, Path } from './problem.ts';

export const retention: Check = function* ({ conditions, context }) {
  for (const { condition, path } of conditions) yield* looksTooFar(condition, path, context.retention);
};

/** The findings about a condition that looks further back than events are kept. */
export function* looksTooFar(
  condition: Condition,
  path: Path,
  kept: Retention | undefined,
): Generator<Finding> {
  const period = kept?.events;
  if (period === undefined) return;
  const { events = 0 } = periodsOf({ events: period });
  for (const leaf of placedLeaves({ condition, path })) {
    if (!('event' in leaf.condition) || leaf.condition.since === 'entry') continue;
    const { within } = leaf.condition;
    if (within === undefined) {
      const message = `looks at all events there ever were, and they are kept for ${period} only (retention.json): give it "within"`;
      yield { path: leaf.path, message, severity: 'warning' };
    } else if (addDuration(0, within, 'UTC') > events) {
      const message = `looks further back than events are kept: ${period} (retention.json)`;
      yield { path: [...leaf.path, 'within'], message };
    }
  }
}
