// A segment that a journey asks for, or starts by, is a file in workflows/segments.

import { segmentFlaws } from '../segments/read-segments.ts';
import type { Check } from './check.ts';
import { placedLeaves } from './places.ts';

export const segments: Check = function* ({ journey, conditions, context }) {
  const ids = context.segmentIds;
  if (!ids) return;
  const { trigger } = journey;
  if (trigger.type === 'segment') yield* segmentFlaws(trigger, ['trigger'], ids);
  for (const { condition, path } of conditions.flatMap((one) => [...placedLeaves(one)])) {
    if ('segment' in condition) yield* segmentFlaws(condition, path, ids);
  }
};
