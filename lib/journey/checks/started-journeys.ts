// A step that starts another journey names one that is there.

import type { Check } from './check.ts';
import { suggest } from './suggest.ts';

export const startedJourneys: Check = function* ({ journey, steps, context }) {
  if (!context.journeyIds) return;
  const known = new Set([...context.journeyIds, journey.id]);
  for (const { step, path } of steps) {
    if (step.type !== 'start' || known.has(step.journey)) continue;
    const allowed = [...known].sort();
    const near = suggest(step.journey, allowed);
    yield {
      path: [...path, 'journey'],
      message: `there is no journey "${step.journey}"`,
      allowed,
      ...(near === undefined ? {} : { didYouMean: near }),
    };
  }
};
